namespace VteBridge.Simulator.Wats;

/// <summary>A report the server keeps.</summary>
/// <param name="Sha256">Lower-case hex of the body as received, after decompression.</param>
/// <param name="Body">The exact bytes; null where bodies are not kept.</param>
/// <param name="Order">Counts up with every report taken; WATS's timeStamp.</param>
/// <param name="ReceiveCount">How often this id was received.</param>
/// <param name="Quarantined">It starts in the future: kept, but no query and no receipt shows it.</param>
internal sealed record StoredReport(
    ReportHeader Header,
    string Sha256,
    int Size,
    ReadOnlyMemory<byte>? Body,
    long Order,
    int ReceiveCount,
    bool Quarantined
);
