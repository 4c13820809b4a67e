"""How does an archive look? As the theme here says, and as the user's own folder says otherwise, file by file.

The folder is `theme/` beside backfile.toml. Templates and styles in it stand for those of the same name here, which are
still there as `shipped/<name>`; further styles, pictures and fonts are copied to the site's assets. What it holds is
trusted like the settings: it is the user's own, and nothing of a capture ever comes to stand there.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError

from backfile import disk
from backfile.errors import BackfileError

ENDINGS = (".css", ".ico", ".jpg", ".jpeg", ".png", ".svg", ".txt", ".webp", ".woff2")
"""The kinds of files that are copied as they are. All files of these kinds in the site's assets are ours."""

TEMPLATE = ".html"
_TAKEN = ("style.css", "words.css", "lists.css", "search.css", "entries-over-time.svg")

SCRIPT = "search-page.js"  # the only script that may be replaced: the rest is one thing with the index


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Whose templates, and in which language. `stamp` tells one state of the folder from another."""

    folder: Path | None = None
    stamp: str = ""
    language: str = "en"
    has_fonts: bool = False

    @classmethod
    def of(cls, folder: Path | None, language: str) -> Look:
        """The look of an archive whose own theme, if there is any, stands in `folder`."""
        if folder is None or not (held := list(_files(folder))):
            return cls(language=language)
        fonts = any(path.suffix.lower() == ".woff2" for path in held)
        return cls(folder=folder, stamp=disk.stamp(folder), language=language, has_fonts=fonts)

    @property
    def has_templates(self) -> bool:
        """May a page turn out to be one that cannot be made?"""
        return self.folder is not None and any(path.suffix == TEMPLATE for path in _files(self.folder))

    def path(self, name: str, shipped: Path) -> Path:
        """Where a file of the theme stands that is no template: in the user's folder, or among the `shipped` ones."""
        own = self.folder / name if self.folder else None
        return own if own and own.is_file() else shipped / name

    def copies(self, shipped: Path) -> Iterator[tuple[str, bytes]]:
        """The files that are copied, by their paths below the assets: all but those that stand for shipped ones."""
        for path in _files(self.folder) if self.folder else ():
            inside = path.relative_to(self.folder).as_posix() if self.folder else ""
            if path.suffix.lower() in ENDINGS and not (shipped / inside).is_file():
                if inside.lower() in _TAKEN:
                    raise BackfileError(path, "has the name of a file of the site", "give it another name")
                yield inside, disk.read_bytes(path)


SHIPPED = Look()


class OwnFiles(FileSystemLoader):
    """The user's templates; one that cannot be read is told of by its name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise BackfileError(self._folder / template, "is not UTF-8", "save it as UTF-8") from error
        except TemplateNotFound:
            raise
        except OSError as error:
            raise BackfileError(self._folder / template, f"cannot be read: {error.strerror}") from error


def fault_of(error: Exception, folder: Path, template: str) -> BackfileError:
    """What a reader can act on where rendering `template` failed: the file of theirs, its line, and what is wrong."""
    if isinstance(error, RecursionError):
        mend = f"write shipped/{template} to extend the one that Backfile ships"
        return BackfileError(folder / template, "extends or calls itself without an end", mend)
    mend = "mend it, or remove it to have the one that Backfile ships"
    if isinstance(error, TemplateSyntaxError):
        place = Path(error.filename or folder / template)
        return BackfileError(f"{place}, line {error.lineno}", f"is no template: {error.message}", mend)
    fault = f"cannot be rendered: {error}"
    if isinstance(error, TemplateNotFound):
        fault = f"there is no template “{error.name}”"
    elif isinstance(error, KeyError):
        fault = f"asks for {error}, which there is not"
    lines = _lines(error)
    own = [(path, line) for path, line in lines if path.is_relative_to(folder)]
    if own:
        path, line = own[-1]
        return BackfileError(f"{path}, line {line}", fault, mend)
    path, line = lines[-1] if lines else (Path(template), 0)  # a shipped one, which lacks something of theirs
    where = f"{path.name}, line {line}, which Backfile ships, does not go with the templates here"
    return BackfileError(folder, f"{where}: {fault}", "look at what yours replace")


def _lines(error: Exception) -> list[tuple[Path, int]]:
    """The lines of templates that were being rendered, the innermost last."""
    frames = [(Path(frame.filename), frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    return [(path, line) for path, line in frames if path.suffix == TEMPLATE]


def _files(folder: Path) -> Iterator[Path]:
    """The files of a theme; what is hidden is none of it."""
    for path in disk.walk(folder):
        inside = path.relative_to(folder)
        known = path.suffix.lower() in (TEMPLATE, *ENDINGS) or inside.as_posix() == SCRIPT
        if known and not any(part.startswith(".") for part in inside.parts):
            yield path
