using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Something of VTE's that is walked in the order (Timestamp, id) and becomes reports: runs, or repairs.</summary>
internal interface ISource
{
    /// <summary>"runs" or "repairs".</summary>
    string Name { get; }

    /// <summary>Begins a walk; the pages of one walk are asked for in order.</summary>
    void Begin(Window window);

    /// <summary>How many rows lie in the future, and the first of them: they are not read before they are past.</summary>
    Task<(long Count, DateTime? First)> FutureAsync(CancellationToken stop);

    Task<CandidatePage> ReadAsync(Position from, CancellationToken stop);
}
