from __future__ import annotations

from typing import Any


class AsyncReportService:
    def __init__(self, client: Any) -> None:
        self._client = client

    async def submit(self, report: dict[str, Any]) -> str | None:
        """Returns the id, the answer's text when it is not JSON, or None when it is empty. Any refusal raises ValueError."""
        answer = await self._client.post("/api/Report/WSJF", data=report)
        data = answer.data
        if not answer.is_success:
            text = "Report submission failed"
            if isinstance(data, dict) and data:
                text = data.get("message") or data.get("Message") or data.get("error") or str(data)
            elif isinstance(data, str) and data:
                text = data
            raise ValueError(f"Report submission failed ({answer.status_code}): {text}")
        if isinstance(data, list) and data:
            data = data[0]
        if isinstance(data, dict):
            return data.get("ID") or data.get("id") or data.get("uuid")
        return str(data) if data else None
