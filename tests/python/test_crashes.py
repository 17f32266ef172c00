"""A crash at each operation on the folder, and two drains of one folder at a time; needs no pyWATS."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Callable, Iterator
from unittest import mock

from support import SOURCE, FolderTest, ScriptedWats, StillClock, drain, guid
from vtebridge_sidecar.answer import Answer, Verdict, classify
from vtebridge_sidecar.exit_codes import SidecarError
from vtebridge_sidecar.folder_lock import FolderLock


class Killed(BaseException):
    """Simulates the end of the process. It is a BaseException, so that no handler of the program treats it as an error."""


class Crashes(FolderTest):
    def test_after_a_crash_at_any_operation_the_next_drain_leaves_the_same_folder_as_an_undisturbed_one(self) -> None:
        undisturbed = self.folder_after(crash_at=0)
        crashes = 0
        while self.folder_after(crash_at=crashes + 1, expect=undisturbed):
            crashes += 1
        self.assertGreater(crashes, 20)

    @unittest.skipIf(sys.platform == "win32", "Windows has no fork; the test before this one runs there")
    def test_after_kill_9_at_any_operation_the_next_drain_leaves_the_same_folder_too(self) -> None:
        undisturbed = self.folder_after(crash_at=0)
        crashes = 0
        while self.folder_after(crash_at=crashes + 1, expect=undisturbed, drain_until_crash=killed_child):
            crashes += 1
        self.assertGreater(crashes, 20)

    def folder_after(
        self,
        crash_at: int,
        expect: dict[str, Any] | None = None,
        drain_until_crash: Callable[[Path, ScriptedWats, int], bool] | None = None,
    ) -> Any:
        """Three reports: one accepted, one rejected, one that fails once; and one of each in a newer version."""
        for path in list(self.queue.iterdir()):
            path.unlink()
        for n in range(1, 7):
            self.drop(n, serial="S")
        for n in (4, 5, 6):
            self.put(n, b"old", [".completed", ".error", ".processing"][n - 4])
        self.put(5, b'{"permanent":true,"attempts":3}', ".error.info")
        memory = Path(tempfile.mkdtemp(dir=self.queue.parent))
        wats, clock = Plant(memory), StillClock()
        crashed = (drain_until_crash or crashing)(self.queue, wats, crash_at)
        for _ in range(3):
            drain(self.queue, wats, clock, jobs=2)
        folder = {p.name: p.read_bytes() for p in self.queue.iterdir() if not p.name.endswith(".info")}
        self.assertTrue(set(folder) <= set(expect or folder), f"crash {crash_at}: {sorted(folder)}")
        self.assertEqual(expect or folder, folder, f"crash {crash_at}")
        self.assertEqual({guid(n) for n in (1, 3, 4, 5, 6)}, {p.name for p in memory.iterdir()} - {"failed"})
        return folder if expect is None else crashed

    def test_a_crash_while_WATS_answers_sends_the_same_report_again_under_the_same_id(self) -> None:
        self.drop(1)
        with dying(2), contextlib.suppress(Killed):
            drain(self.queue, ScriptedWats())
        self.assertIn(".processing", self.states(1))
        again = ScriptedWats()
        drain(self.queue, again)
        self.assertEqual(([guid(1)], [".completed"]), (again.sent, self.states(1)))


def crashing(queue: Path, wats: ScriptedWats, at: int) -> bool:
    """Runs a drain that ends at the given operation by an exception which the drain does not handle. Returns whether it ended so."""
    with dying(at) as died:
        try:
            drain(queue, wats, StillClock(), jobs=2)
        except Killed:
            return True
        assert not died()
    return False


def killed_child(queue: Path, wats: ScriptedWats, at: int) -> bool:
    """The same in a child process that kills itself, so that no cleanup runs."""
    child = os.fork()
    if child == 0:
        with dying(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            drain(queue, wats, StillClock(), jobs=2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


class Plant(ScriptedWats):
    """Accepts all reports but 2, which it rejects, and 3, which fails at the first attempt. It keeps its reports in a
    folder, because the process that uses it may be killed."""

    def __init__(self, memory: Path) -> None:
        super().__init__(self.judge)
        self.memory = memory

    def judge(self, n: int, report: dict[str, Any]) -> Answer | Verdict:
        if report["id"] == guid(2):
            return classify(400, "no")
        if report["id"] == guid(3) and not (self.memory / "failed").exists():
            (self.memory / "failed").touch()
            return Answer(Verdict.LATER, "broken", 500)
        (self.memory / report["id"]).touch()
        return Verdict.ACCEPTED


@contextlib.contextmanager
def dying(at: int, die: Callable[[], None] | None = None) -> Iterator[Callable[[], bool]]:
    """The at-th operation that changes a folder, and each later one, does not happen, as after the end of the process."""
    count = 0

    def gone() -> None:
        raise Killed

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if at and count >= at:
                (die or gone)()
            return real(*args, **kwargs)

        return act

    with contextlib.ExitStack() as stack:
        for target, name in ((os, "link"), (os, "unlink"), (os, "rename"), (os, "replace"), (os, "utime"), (os, "write")):
            stack.enter_context(mock.patch.object(target, name, counted(getattr(target, name))))
        yield lambda: bool(at) and count >= at


class Lock(FolderTest):
    def test_a_second_drainer_in_this_process_is_refused_with_the_first_ones_number(self) -> None:
        with FolderLock(self.queue), self.assertRaises(SidecarError) as refused:
            FolderLock(self.queue).__enter__()
        self.assertIn(str(os.getpid()), str(refused.exception))
        self.assertEqual(4, refused.exception.code)

    def test_the_lock_is_free_again_when_its_holder_was_killed(self) -> None:
        code = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from pathlib import Path; from vtebridge_sidecar.folder_lock import FolderLock\n"
        code += f"with FolderLock(Path({str(self.queue)!r})): print('held', flush=True); sys.stdin.read()"
        with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            self.assertEqual(b"held", holder.stdout.readline().strip())
            with self.assertRaises(SidecarError) as refused:
                FolderLock(self.queue).__enter__()
            self.assertIn(str(holder.pid), str(refused.exception))
            holder.kill()
        with FolderLock(self.queue):
            pass

    def test_a_folder_that_cannot_be_written_is_said_plainly(self) -> None:
        with self.assertRaisesRegex(SidecarError, "cannot be written"):
            FolderLock(self.queue / "gone").__enter__()


if __name__ == "__main__":
    unittest.main()
