#!/usr/bin/env python
"""The same command line as `tsunagu`."""

from tsunagu.project.command_line import main

if __name__ == "__main__":
    main()
