"""What `probe` reports about the repair codes that repairs are mapped to."""

from __future__ import annotations

import unittest
from typing import Any

from vtebridge_sidecar.probe_repairs import look
from vtebridge_sidecar.reply import Reply

TEST = {"code": 10, "name": "SW Debug", "isTestOperation": True, "isRepairOperation": False}
CODES = [{"description": "Burned Component"}, {"description": "Defect Component"}]


def repair(**details: Any) -> dict[str, Any]:
    return {"code": 500, "name": "Repair", "isRepairOperation": True, **details}


def levels(rows: Any, process: int, *wanted: tuple[str, str]) -> list[tuple[str, str]]:
    return [(found.level, found.evidence) for found in look(Reply(200, rows, {}), process, list(wanted))]


class ProbeRepairs(unittest.TestCase):
    # The forms in which releases of WATS, and its own clients, write the same repair codes.
    shapes = (
        {"repairOperation": {"uutBinding": 0, "repairCategories": [{"description": "Component", "repairCodes": CODES}]}},
        {"categories": [{"name": "Component", "codes": [{"name": c["description"]} for c in CODES]}]},
        {"Properties": {"Categories": [{"GUID": "x", "Description": "Component", "Failcodes": [{"Description": c["description"]} for c in CODES]}]}},
    )

    def test_a_failure_that_the_repair_process_has_is_found_however_it_is_written(self) -> None:
        for shape in self.shapes:
            with self.subTest(shape=shape):
                self.assertEqual("ok", levels([TEST, repair(**shape)], 500, ("Component", "Burned Component"))[0][0])

    def test_a_failure_that_it_does_not_have_is_an_error_that_lists_what_it_has(self) -> None:
        for shape in self.shapes:
            with self.subTest(shape=shape):
                ((level, evidence),) = levels([repair(**shape)], 500, ("Component", "Defect Component"), ("Other", "Other"))
                self.assertEqual("error", level)
                self.assertIn("Other / Other", evidence)
                self.assertIn("Component: Burned Component, Defect Component", evidence)

    def test_a_server_that_does_not_tell_its_failures_is_a_warning_that_names_what_to_look_for(self) -> None:
        ((level, evidence),) = levels([repair()], 500, ("Other", "Other"))
        self.assertEqual("warning", level)
        self.assertIn("not checked: Other / Other", evidence)

    def test_a_process_that_is_not_there_or_repairs_nothing_is_an_error_that_names_those_that_do(self) -> None:
        for process in (510, 10):
            with self.subTest(process=process):
                ((level, evidence),) = levels([TEST, repair()], process)
                self.assertEqual("error", level)
                self.assertIn("500 Repair", evidence)

    def test_an_answer_of_another_kind_is_no_exception(self) -> None:
        for data in (None, "x", {"code": 500}, [1, None, []]):
            with self.subTest(data=data):
                self.assertEqual("error", levels(data, 500, ("a", "b"))[0][0])


if __name__ == "__main__":
    unittest.main()
