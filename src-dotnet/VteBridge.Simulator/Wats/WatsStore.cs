using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// The server's reports, by id. A report with an existing id overwrites that report; one with the same serial, part, process and start
/// under another id replaces it. Thread-safe.
/// </summary>
internal sealed class WatsStore(bool keepBodies, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, StoredReport> _byId = [];
    private readonly Dictionary<(string, string, int, DateTimeOffset), Guid> _byKey = [];
    private long _order;

    public int Count
    {
        get
        {
            lock (_gate)
                return _byId.Count;
        }
    }

    /// <summary>Keeps a valid report; the body is copied.</summary>
    public StoreEffect Keep(ReportHeader header, ReadOnlyMemory<byte> body)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        ReadOnlyMemory<byte>? kept = null;
        if (keepBodies)
            kept = body.ToArray();
        var quarantined = header.Start > clock.GetUtcNow();
        var effect = quarantined ? StoreEffect.Quarantined : StoreEffect.None;
        lock (_gate)
        {
            var received = 1;
            if (_byId.Remove(header.Id, out var earlier))
            {
                effect |= StoreEffect.OverwroteId;
                received += earlier.ReceiveCount;
                _byKey.Remove(earlier.Header.Key);
            }
            if (_byKey.Remove(header.Key, out var other))
            {
                effect |= StoreEffect.ReplacedKey;
                _byId.Remove(other);
            }
            _byId[header.Id] = new(header, sha256, body.Length, kept, ++_order, received, quarantined);
            _byKey[header.Key] = header.Id;
        }
        return effect;
    }

    public bool TryFind(Guid id, [NotNullWhen(true)] out StoredReport? report)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out report);
    }

    /// <summary>A snapshot in the order of arrival, quarantined reports included.</summary>
    public IReadOnlyList<StoredReport> All()
    {
        lock (_gate)
            return [.. _byId.Values.OrderBy(r => r.Order)];
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byKey.Clear();
        }
    }
}

/// <summary>A report that the server keeps.</summary>
/// <param name="Sha256">Lower-case hex of the body as received, after decompression.</param>
/// <param name="Body">The exact bytes; null where bodies are not kept.</param>
/// <param name="Order">Increases with every report received; returned as WATS's timeStamp.</param>
/// <param name="ReceiveCount">How often this id was received.</param>
/// <param name="Quarantined">The start is in the future: the report is kept, but queries and receipts do not show it.</param>
internal sealed record StoredReport(
    ReportHeader Header,
    string Sha256,
    int Size,
    ReadOnlyMemory<byte>? Body,
    long Order,
    int ReceiveCount,
    bool Quarantined
);

/// <summary>What keeping a report did to the reports already stored.</summary>
[Flags]
internal enum StoreEffect
{
    None = 0,
    OverwroteId = 1,
    ReplacedKey = 2,
    Quarantined = 4,
}
