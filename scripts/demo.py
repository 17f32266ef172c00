"""Demonstrates the real vtebridge between a simulated plant and a simulated WATS.

scripts/demo and scripts/demo.ps1 build the two programs, then call this with their paths.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "demo"


def main() -> int:
    options = arguments()
    folder = options.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    simulators = []
    try:
        return show(options, folder, simulators)
    finally:
        for process in simulators:
            stop(process)


def show(options: argparse.Namespace, folder: Path, simulators: list) -> int:
    vte = start(simulators, options.simulator, "vte", "--port", "0", "--runs", str(options.runs), "--seed", str(options.seed))
    wats = start(simulators, options.simulator, "wats", "--port", "0", "--token", TOKEN)
    python = sidecar_python()
    destination = "sidecar" if python else "wats"
    queue = folder / "state" / "queue"
    settings = {
        "VTEBRIDGE__Vte__ConnectionString": vte["connection"],
        "VTEBRIDGE__Vte__TimeZone": "Europe/Oslo",
        "VTEBRIDGE__Mapping__DefaultProcessCode": "10",
        "VTEBRIDGE__State__Folder": str(folder / "state"),
        "VTEBRIDGE__Delivery__Destination": destination,
        "VTEBRIDGE__Delivery__Folder": str(queue),
        "VTEBRIDGE__Delivery__Sidecar__Python": python or "",
        "PYWATS_SERVER_URL": wats["url"],
        "PYWATS_API_TOKEN": TOKEN,
    }
    environment = {**os.environ, **settings}

    say(f"Plant: {options.runs} runs in a VTE database on port {vte['port']}; WATS on {wats['url']}")
    say(
        "The sidecar uploads through pyWATS."
        if python
        else "No Python here has pywats-api (scripts/setup-sidecar installs it): vtebridge uploads by itself, destination wats."
    )

    say("\n== vtebridge doctor")
    vtebridge(options, environment, "doctor")
    say("\n== vtebridge sync")
    first = vtebridge_json(options, environment, "sync", "--json")
    say("\n== vtebridge status")
    vtebridge(options, environment, "status")
    reports = read_reports(queue)
    summarise(first, reports, queue)
    say("\n== vtebridge sync, again")
    second = vtebridge_json(options, environment, "sync", "--json")
    delivered_again = second["delivered"]["accepted"] + second["delivered"]["queued"]
    say(f"{delivered_again} new")

    if options.keep:
        keep(settings)
    if options.json:
        result = {
            "runs": first["runsRead"] + first["future"],
            "reports": len(reports),
            "accepted": first["delivered"]["accepted"],
            "deadLetters": first["deadLetters"],
            "secondSyncDelivered": delivered_again,
        }
        print(json.dumps(result), flush=True)
    good = first["delivered"]["accepted"] == len(reports) > 0 and delivered_again == 0 and first["exitCode"] in (0, 5)
    return 0 if good else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demo", description="Moves a simulated plant's test runs into a simulated WATS.")
    parser.add_argument("--runs", type=int, default=500, help="test runs in the plant (500)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same plant (7)")
    parser.add_argument("--keep", action="store_true", help="leave both simulators running until Enter or Ctrl+C")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--folder", type=Path, default=ROOT / "artifacts" / "demo", help="folder for state and reports; it is emptied first")
    parser.add_argument("--vtebridge", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--simulator", required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def say(text: str) -> None:
    print(text, flush=True)


def start(simulators: list, program: str, *args: str) -> dict:
    """Starts a simulator and returns what its `ready` line says."""
    process = subprocess.Popen([program, *args], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    simulators.append(process)
    for line in process.stdout:
        if line.startswith("ready "):
            words = line[6:].strip()
            found = dict(part.split("=", 1) for part in words.split('connection="')[0].split())
            if 'connection="' in words:
                found["connection"] = words.split('connection="')[1].rstrip('"')
            return found
    raise SystemExit(f"The simulator '{args[0]}' did not start (exit code {process.wait()}).")


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def sidecar_python() -> str | None:
    """The path of a Python that has pywats-api; None when there is none."""
    candidates = [ROOT / ".venv-sidecar" / "bin" / "python", ROOT / ".venv-sidecar" / "Scripts" / "python.exe", Path(sys.executable)]
    return next((str(python) for python in candidates if python.exists() and imports_pywats(python)), None)


def imports_pywats(python: Path) -> bool:
    return subprocess.run([str(python), "-c", "from pywats import AsyncWATS"], capture_output=True).returncode == 0


def vtebridge(options: argparse.Namespace, environment: dict, *args: str) -> int:
    return subprocess.run([options.vtebridge, *args], env=environment, stdin=subprocess.DEVNULL).returncode


def vtebridge_json(options: argparse.Namespace, environment: dict, *args: str) -> dict:
    """Runs a verb and returns the JSON object of its last line; its other output goes to the terminal."""
    done = subprocess.run([options.vtebridge, *args], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    lines = done.stdout.strip().splitlines()
    if not lines:
        raise SystemExit(f"vtebridge {args[0]} ended with exit code {done.returncode} and without a result.")
    return json.loads(lines[-1])


def read_reports(queue: Path) -> list:
    files = [f for f in queue.iterdir() if f.suffix in (".queued", ".completed")] if queue.is_dir() else []
    return [json.loads(f.read_text("utf-8")) for f in sorted(files)]


def summarise(first: dict, reports: list, queue: Path) -> None:
    tests = [r for r in reports if r["type"] == "T"]
    verdicts = {letter: sum(r["result"] == letter for r in tests) for letter in "PFET"}
    say("\n== The result")
    rows = [
        ("runs in VTE", first["runsRead"] + first["future"]),
        ("repairs in VTE", first["repairsRead"]),
        ("test reports", len(tests)),
        ("  passed / failed / error / terminated", " / ".join(str(verdicts[letter]) for letter in "PFET")),
        ("repair reports", len(reports) - len(tests)),
        ("accepted by WATS", first["delivered"]["accepted"]),
        ("waiting in the queue folder", first["delivered"]["queued"]),
        ("dead letters (listed above)", first["deadLetters"]),
        ("excluded: tests of the tester itself", first["excluded"]),
        ("deferred: in the future", first["future"]),
        ("reports are in", queue),
    ]
    for name, value in rows:
        say(f"  {name:42} {value}")
    failed = [r for r in tests if r["result"] == "F" and len(r["root"].get("steps", [])) <= 25] or tests
    if failed:
        one_report(failed[0])


def one_report(report: dict) -> None:
    say(f"\n== One report: {report['id']}\n  {report['pn']} serial {report['sn']}, {report['machineName']}, {report['start']}, result {report['result']}")
    for step in report["root"].get("steps", []):
        say(f"  {step['status']}  {step['name'][:44]:44}  {value_of(step)}")


def value_of(step: dict) -> str:
    parts = []
    for m in step.get("numericMeas", []):
        limits = [f"{m[k]:g}" for k in ("lowLimit", "highLimit") if m.get(k) is not None]
        parts.append(f"{m['value']:.6g} {m.get('unit', '')} {m['compOp']} {' .. '.join(limits)}".strip())
    parts += [f"\"{m['value']}\"" for m in step.get("stringMeas", [])]
    if "attachment" in step:
        parts.append(f"attachment {step['attachment']['name']}")
    if "chart" in step:
        parts.append("chart")
    return "; ".join(parts)[:100].replace("\n", " ")


def keep(settings: dict) -> None:
    say("\nBoth simulators are running. To use them from another terminal:")
    for name, value in settings.items():
        say(f"  {'set' if os.name == 'nt' else 'export'} {name}={value if os.name == 'nt' else repr(value)}")
    say("Enter or Ctrl+C ends them.")
    try:
        sys.stdin.readline()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    sys.exit(main())
