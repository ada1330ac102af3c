#!/usr/bin/env python3
# ruff: noqa: D101, D102, D103, E401, I001, UP035 (200 lines for Python 3.8, to be read whole by whoever doubts them)
# fmt: off
"""Check an evidence bundle of Tutela with nothing but Python 3.8 or newer: python3 -I -S verify.py [BUNDLE] [options]
BUNDLE is the zip, or the folder it was unpacked into (without it, this file's own). README.txt tells more."""
from __future__ import annotations
import argparse, base64, hashlib, json, shutil, subprocess, sys, tempfile, zipfile, zlib
from bisect import bisect_left
from datetime import datetime
from pathlib import Path
from typing import Any, Iterator, Sequence, cast
ALONE, SHA256 = {"manifest.json", "manifest.note", "manifest.tsr"}, bytes.fromhex("608648016503040201")
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032, 5.1)
D, BASE = -121665 * pow(121666, P - 2, P) % P, (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")
NOT_TRUSTED = "; its authority is none of those you trust, or its signature does not hold"
NOT_CHECKED = "; who stamped it was not checked: that needs --trust CA.pem and the program openssl"
UNPROVED = "redacted: nothing in here proves that these records stand in the ledger; README.txt says who can prove it"
BAD = (LookupError, ValueError, TypeError, AttributeError, OSError, RuntimeError, EOFError, zipfile.error, zlib.error)
def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
def point(raw: bytes) -> Any:  # Ed25519 (RFC 8032, 6): a point in extended coordinates; None where there is none
    y, sign = int.from_bytes(raw, "little") & (2**255 - 1), int.from_bytes(raw, "little") >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P
def plus(one: Any, two: Any) -> Any:
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * D, 2 * one[2] * two[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(factor: int, one: Any) -> Any:
    total: Any = (0, 1, 1, 0)
    for bit in bin(factor)[2:]:
        total = plus(plus(total, total), one) if bit == "1" else plus(total, total)
    return total
def signature_holds(key: bytes, content: bytes, signature: bytes) -> bool:
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(key) != 32 or len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + content).digest(), "little") % L
    one, two = times(s, point(BASE)), plus(r, times(h, a))
    return all((one[at] * two[2] - two[at] * one[2]) % P == 0 for at in (0, 1))
def inside(data: bytes, *way: int) -> bytes:  # what stands at a place inside DER values (X.690)
    for step in way:
        at = 0
        for _ in range(step + 1):
            more = max(data[at + 1] - 128, 0)  # a length of more than 127 stands in as many bytes as this
            length, at = int.from_bytes(data[at + 2 : at + 2 + more], "big") if more else data[at + 1], at + 2 + more
            content, at = data[at : at + length], at + length
        data = content
    return data
def tree(low: int, high: int, at: Sequence[int], digests: Sequence[bytes], beside: Iterator[str]) -> bytes:
    first = bisect_left(at, low)  # the root over leaves low to high (RFC 6962, 2.1)
    if first == len(at) or at[first] >= high:
        return bytes.fromhex(next(beside, ""))
    if high - low == 1:
        return digests[first]
    half = low + (1 << (high - low - 1).bit_length() - 1)
    both = tree(low, half, at, digests, beside) + tree(half, high, at, digests, beside)
    return hashlib.sha256(b"\x01" + both).digest()
class Bundle:
    def __init__(self, path: Path, trust: str = "") -> None:
        self.path, self.trust, self.zip = path, trust, None if path.is_dir() else zipfile.ZipFile(path)
        self.told, self.signed, self.anchored = cast("list[list[str]]", [[], [], []])
        self.keys, self.heads, self.entry_of = cast("list[dict[Any, Any]]", [{}, {}, {}])
        below = [] if self.zip else [one for one in path.rglob("*") if not one.is_dir()]
        names = self.zip.namelist() if self.zip else [one.relative_to(path).as_posix() for one in below]
        self.names, self.faults = set(names), ["two members have one name"] * (len(set(names)) < len(names))
    def strength(self) -> str:
        return "broken" if self.faults else "anchored" if self.anchored else "signed" if self.signed else "consistent"
    def fault(self, wrong: object, what: str) -> None:
        self.faults += [what] if wrong else []
    def open(self, name: str) -> Any:
        return self.zip.open(name) if self.zip else (self.path / name).open("rb")
    def lines(self, *names: str) -> Iterator[bytes]:
        for name in sorted(self.names.intersection(names)):
            with self.open(name) as file:
                yield from (line.rstrip(b"\n") for line in file)
    def below(self, *folders: str) -> list[str]:
        return sorted(name for name in self.names if name.startswith(folders))
    def check_members(self, listed: dict[str, Any]) -> None:
        odd = sorted(listed.keys() ^ self.names - ALONE)
        self.faults += [f"{name} was {'added' if name in self.names else 'taken out'}" for name in odd]
        for name in sorted(listed.keys() & self.names):
            digest, size, chunk = hashlib.sha256(), 0, b"-"
            with self.open(name) as file:
                while chunk and size <= listed[name][0]:
                    chunk = file.read(1 << 20)
                    digest.update(chunk)
                    size += len(chunk)
            self.fault([size, digest.hexdigest()] != listed[name], f"{name} was changed")
            self.fault(name.startswith("files/") and name[6:] != listed[name][1], f"{name} is named for another hash")
    def check_ledger(self, workspace: str) -> None:
        entries: dict[int, Any] = {}
        for line in self.lines("ledger/entries.jsonl"):
            entry = json.loads(line)
            seq, before = entry["seq"], self.heads.get(entry["seq"] - 1, "0" * 64)
            self.fault((entries or seq == 1) and entry["previous"] != before, f"entry {seq} does not follow")
            self.fault(seq == 1 and entry["note"]["workspace"] != workspace, "entry 1 is of another workspace")
            entries[seq], self.heads[seq] = entry, sha(line)
        leaves = self.lines("ledger/leaves.jsonl")
        for proof in map(json.loads, self.lines("ledger/proofs.jsonl")):
            at, entry = [one for first, end in proof["at"] for one in range(first, end)], entries[proof["entry"]]
            shown, beside = [next(leaves, b"") for _ in at], iter(proof["beside"])
            root = tree(0, entry["leaves"], at, [hashlib.sha256(b"\x00" + leaf).digest() for leaf in shown], beside)
            self.fault(root.hex() != entry["root"], f"leaves do not lead to the root of entry {proof['entry']}")
            for leaf in map(json.loads, shown):
                self.entry_of.update({(leaf["kind"], leaf["sha256"]): proof["entry"]} if leaf["act"] == "add" else {})
        names = self.below("records/", "superseded/")
        held = {(name[:-6].split("/")[1], sha(line)) for name in names for line in self.lines(name)}
        self.fault(held - self.entry_of.keys(), f"{len(held - self.entry_of.keys())} records stand in no ledger entry")
        self.fault(self.entry_of.keys() - held, f"{len(self.entry_of.keys() - held)} records are missing")
        captures = self.lines("records/captures.jsonl", "superseded/captures.jsonl")
        files = {"files/" + json.loads(capture)["sha256"] for capture in captures}
        self.fault(files != set(self.below("files/")), "files/ does not hold what the captures name, no more, no less")
        self.told.append(f"{len(held)} records stand in the ledger (entries {min(entries)} to {max(entries)})")
        self.told.append(f"{len(files)} captured files have the hashes that these records hold")
    def add_key(self, line: str, told: str) -> None:
        label, hint, key = line.strip().split("+", 2)
        raw = base64.b64decode(key)
        right = hashlib.sha256(label.encode() + b"\n" + raw).digest()[:4]
        self.fault((right.hex(), raw[:1]) != (hint, b"\x01"), f"the key of {label} is damaged")
        self.keys[label, right] = raw[1:], label + told
    def signer(self, note: str) -> str:  # of a signed note (c2sp.org/signed-note); empty where no key at hand signed it
        body, _, last = note.partition("\n\n\u2014 ")
        label, _, line = last.partition(" ")
        raw = base64.b64decode(line)
        key, told = self.keys.get((label, raw[:4]), (b"", ""))
        whole = f"{body}\n\n\u2014 {label} {base64.b64encode(raw).decode()}\n" == note
        holds = whole and signature_holds(key, (body + "\n").encode(), raw[4:])
        self.fault("\n\n" in note and not holds, f"the signature of {label} does not hold, or its key is not here")
        return told if holds else ""
    def check_checkpoint(self, where: str, note: str, workspace: str) -> str:  # what it covers, in words
        said = dict(line.split(" ", 1) for line in note.partition("\n\n")[0].split("\n")[1:])
        entry, by = int(said["entry"]), self.signer(note)
        self.fault(said["workspace"] != workspace, f"{where} is of another workspace")
        self.fault(self.heads.get(entry, said["head"]) != said["head"], f"{where} names another entry {entry}")
        many = sum(one <= entry for one in self.entry_of.values())
        told = f"{many} of {len(self.entry_of)} records (entries up to {entry}) by {by} on {said['at']}"
        return told if by and entry in self.heads else ""
    def check_stamp(self, what: str, response: bytes, note: str) -> None:  # RFC 3161
        info, digest = inside(response, 0, 1, 1, 0, 2, 1, 0, 0), hashlib.sha256(note.encode()).digest()
        self.fault((inside(info, 2, 0, 0), inside(info, 2, 1)) != (SHA256, digest), "a timestamp is of something else")
        moment = datetime.strptime(inside(info, 4)[:14].decode() + "+0000", "%Y%m%d%H%M%S%z")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "tsr").write_bytes(response)
            asked = ["openssl", "ts", "-verify", "-in", f"{folder}/tsr", "-digest", digest.hex(), "-partial_chain"]
            asked += ["-CAfile", self.trust, "-attime", str(int(moment.timestamp()))]
            able = bool(self.trust and shutil.which("openssl"))
            holds = what and able and subprocess.run(asked, capture_output=True).returncode == 0
        told = f"{what or 'a checkpoint that no key here signed'}; its authority's clock said {moment.isoformat()}"
        (self.anchored if holds else self.told).append(told + ("" if holds else NOT_TRUSTED if able else NOT_CHECKED))
    def check(self, checkpoints: Sequence[Path] = (), keys: Sequence[Path] = ()) -> Bundle:
        try:
            self.look(checkpoints, keys)
        except BAD as error:
            self.faults.append(f"the bundle cannot be read: {type(error).__name__} {error}")
        return self
    def look(self, checkpoints: Sequence[Path], keys: Sequence[Path]) -> None:
        text, note = self.open("manifest.json").read(), self.open("manifest.note").read().decode()
        manifest = json.loads(text)
        head = f"tutela-bundle/1\nmanifest {sha(text)}\nworkspace {manifest['workspace']}\nat "
        wrong = note != f"{head}{manifest['as_of']}\n" and (head not in note or "\n\n" not in note)
        self.fault(wrong, "manifest.json or manifest.note was changed")
        self.check_members(manifest["members"])
        for line in self.lines(*self.below("keys/")):
            self.add_key(line.decode(), " (compare the key in keys/ with what its holder gives out)")
        for path in keys:
            self.add_key(path.read_text("utf-8"), " (whose key you gave)")
        self.signed += [f"this bundle, every byte, by {by}" for by in [self.signer(note)] if by]
        for name in self.names & {"manifest.tsr"}:
            self.check_stamp("this bundle, every byte", self.open(name).read(), note)
        self.check_ledger(manifest["workspace"]) if manifest["proofs"] else self.told.append(UNPROVED)
        notes = {one["id"]: one["note"] for one in map(json.loads, self.lines("records/checkpoints.jsonl"))}
        own = sorted(notes.keys() - manifest["elsewhere"])  # without those of a ledger that was joined to this one
        reach = {name: self.check_checkpoint(name, notes[name], manifest["workspace"]) for name in own}
        self.signed += filter(None, reach.values())
        for one in map(json.loads, self.lines("records/timestamps.jsonl")):
            over, response = one["checkpoint"], base64.b64decode(one["response"])
            if response[:1] != b"\x00":  # else a proof of OpenTimestamps: `ots verify` checks that
                self.check_stamp(reach.get(over, ""), response, notes[over])
        for path in checkpoints:
            found = self.check_checkpoint(str(path), path.read_text("utf-8"), manifest["workspace"])
            self.anchored += [f"{found}, which you hold in {path}"] if found else []
if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("bundle", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    asked.add_argument("--trust", default="", help="certificates (PEM) of timestamp authorities that you trust")
    for option in ("--checkpoint", "--public-key"):
        asked.add_argument(option, action="append", type=Path, default=[], help="one that you hold from elsewhere")
    given = asked.parse_args()
    found = Bundle(given.bundle, given.trust).check(given.checkpoint, given.public_key)
    for name, mark in {"told": "", "signed": "signed: ", "anchored": "anchored: ", "faults": "FAULT: "}.items():
        print("".join(f"{mark}{one}\n" for one in getattr(found, name)), end="")
    print(f"Strength: {found.strength()}")
    sys.exit(1 if found.faults else 0)
