"""`python -m backfile` is the command `backfile`."""

from backfile.cli.main import main

if __name__ == "__main__":
    main()
