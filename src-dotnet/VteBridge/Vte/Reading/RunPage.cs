namespace VteBridge.Vte.Reading;

/// <summary>Runs in the order (Timestamp, Index_GUID). Next is where the next page begins, null when this was the last.</summary>
internal sealed record RunPage(IReadOnlyList<TestRun> Runs, Position? Next);
