"""How are files handed over so that anybody can check them? As a bag (RFC 8493, BagIt 1.0): its payload, and digests.

A bag is a plain folder: `data/` holds the payload, `manifest-sha256.txt` the digest of each file in it. It tells no
time and no machine, so the same files make the same bag.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO

from backfile import disk
from backfile.errors import Usage

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """A bag in the making, beside the folder that it becomes once the block has ended well.

    Raises Usage when there is something at `folder` already.
    """

    def __init__(self, folder: Path, info: Mapping[str, str]) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Usage(folder, "is there already", "name a folder that is new or empty")
        self._folder, self._aside = folder, folder.with_name(folder.name + disk.PART)
        self._info = dict(info)
        self._digests: dict[str, tuple[str, int]] = {}  # path below the bag: sha256, bytes

    def __enter__(self) -> Bag:
        disk.remove(self._aside)
        disk.make_folder(self._aside / "data")
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._close()
        else:
            disk.remove(self._aside)

    def put(self, name: str, data: bytes | str) -> None:
        """A file of the payload; `name` is its path below data/, with forward slashes."""
        self.put_pieces(name, (data.encode("utf-8") if isinstance(data, str) else data,))

    def put_file(self, name: str, source: IO[bytes]) -> None:
        """A file of the payload, copied from an open one."""
        self.put_pieces(name, iter(lambda: source.read(1 << 20), b""))

    def put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """A file of the payload, piece by piece. A name that the payload has already is left as it is."""
        path = f"data/{name}"
        if path in self._digests:
            return
        target = self._aside.joinpath(*path.split("/"))
        disk.make_folder(target.parent)
        sha256, size = hashlib.sha256(), 0
        with disk.create(target) as file:
            for piece in pieces:
                file.write(piece)
                sha256.update(piece)
                size += len(piece)
            disk.flush(file)
        self._digests[path] = sha256.hexdigest(), size

    def _close(self) -> None:
        sizes = [size for _, size in self._digests.values()]
        info = self._info | {"Payload-Oxum": f"{sum(sizes)}.{len(sizes)}"}
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in info.items()),
            "manifest-sha256.txt": _manifest({path: sha256 for path, (sha256, _) in self._digests.items()}),
        }
        written = {name: text.encode("utf-8") for name, text in tags.items()}
        listed = _manifest({name: hashlib.sha256(data).hexdigest() for name, data in written.items()})
        for name, data in (*written.items(), ("tagmanifest-sha256.txt", listed.encode("utf-8"))):
            disk.write(self._aside / name, data)
        if self._folder.exists():
            disk.remove(self._folder)
        disk.rename(self._aside, self._folder)


def _manifest(digests: Mapping[str, str]) -> str:
    """`sha256sum -c` reads it. (RFC 8493, 2.1.3: a line end or a percent sign in a path stands as its code.)"""
    return "".join(f"{digests[path]}  {_coded(path)}\n" for path in sorted(digests))


def _coded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
