using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Wsjf;

namespace VteBridge.Reconcile;

/// <summary>A report whose values in WATS differ from those that would be sent now.</summary>
/// <param name="Label">Names the report for people.</param>
/// <param name="Why">The cause of the difference, as far as the state store knows it.</param>
/// <param name="Differences">The first 50 of the <paramref name="Count"/> differences.</param>
internal sealed record DifferentReport(
    Guid Id,
    string Label,
    string Why,
    int Count,
    IReadOnlyList<string> Differences,
    [property: JsonIgnore] (Guid Id, ReportKind Kind, DateTime Timestamp) Place
)
{
    public const string LooksDifferent = "master data, the configuration or the program has changed since it was sent";

    /// <summary>VTE's facts are the same as when the report was sent.</summary>
    [JsonIgnore]
    public bool OnlyLooksDifferent => Why == LooksDifferent;
}

/// <summary>
/// Reads reports back from WATS and compares every value with what would be sent now. Holds one page of reports in memory at a
/// time.
/// </summary>
internal sealed class DeepComparison(IWatsReader wats)
{
    private const int MostReports = 500;
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostShown = 1_000;
    private const int MostDifferences = 50;

    private readonly Dictionary<string, (Prepared Prepared, ReportRecord? Known)> _page = [];
    private readonly List<DifferentReport> _reports = [];
    private long _bytes;

    public int Compared { get; private set; }

    /// <summary>The number of reports that differ. <see cref="Reports"/> has the first thousand of them.</summary>
    public int Different { get; private set; }

    /// <summary>The number of reports that could not be read back.</summary>
    public int NotRead { get; private set; }

    public IReadOnlyList<DifferentReport> Reports => _reports;

    /// <summary>The number of reports that WATS does not have.</summary>
    public int Missing { get; private set; }

    /// <summary>Why some reports could not be read back; null when all could.</summary>
    public string? Trouble { get; private set; }

    public Task AddAsync(Prepared prepared, ReportRecord? known, CancellationToken stop)
    {
        _page[SentReports.PathOf(((MappedReport)prepared.Mapped!).Report.Id)] = (prepared, known);
        _bytes += prepared.Content.Length;
        return _page.Count >= MostReports || _bytes >= MostBytes ? FlushAsync(stop) : Task.CompletedTask;
    }

    public async Task FlushAsync(CancellationToken stop)
    {
        if (_page.Count > 0 && Trouble is null)
        {
            await foreach (var answer in wats.AskAsync([.. _page.Keys], stop))
                if (_page.Remove(answer.Path, out var page))
                    Compare(answer, page.Prepared, page.Known);
            Trouble ??= wats.Trouble;
        }
        NotRead += _page.Count;
        _page.Clear();
        _bytes = 0;
    }

    private void Compare(ReadAnswer answer, Prepared prepared, ReportRecord? known)
    {
        var isEmpty = answer.Data.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        var isMissing = answer.Status == 404 || (answer.Status == 200 && isEmpty);
        if (!isMissing && answer is not { Status: 200, Data.ValueKind: JsonValueKind.Object })
        {
            NotRead++;
            Trouble ??= $"WATS answered {answer.Status} for report {prepared.Candidate.Id}";
            return;
        }
        Compared++;
        Missing += isMissing ? 1 : 0;
        using var now = JsonDocument.Parse(prepared.Content);
        var differences = isMissing
            ? [new ReportDifference("report", null, "present")]
            : ReportDiff.Between(answer.Data, now.RootElement).ToList();
        if (differences.Count == 0)
            return;
        Different++;
        if (_reports.Count >= MostShown)
            return;
        var (candidate, texts) = (prepared.Candidate, differences.Take(MostDifferences).Select(Text));
        var place = (candidate.Id, candidate.Kind, candidate.Position.Timestamp);
        _reports.Add(new(candidate.Id, $"{candidate}", Why(prepared, known), differences.Count, [.. texts], place));
    }

    private static string Text(ReportDifference difference) =>
        $"{difference.Place} {difference.Before ?? "absent"} in WATS, {difference.After ?? "absent"} in VTE";

    private static string Why(Prepared prepared, ReportRecord? known) =>
        known switch
        {
            null => "the state store has no record of it",
            { LacksFingerprint: false } when known.Fingerprint != prepared.Candidate.Fingerprint =>
                "its rows in VTE have changed since it was sent",
            _ when known.SentHash != prepared.Hash => DifferentReport.LooksDifferent,
            _ => "WATS does not have what was sent",
        };
}

/// <summary>Chooses reports at random: those whose hash with the seed is lowest. The same seed and reports give the same choice.</summary>
internal sealed class Sampler(int size, int seed)
{
    private readonly PriorityQueue<(Guid Id, ReportKind Kind, DateTime Timestamp), ulong> _highestFirst = new(
        Comparer<ulong>.Create((a, b) => b.CompareTo(a))
    );

    public IEnumerable<(Guid Id, ReportKind Kind, DateTime Timestamp)> Chosen =>
        _highestFirst.UnorderedItems.Select(item => item.Element);

    public void Add(Candidate candidate)
    {
        Span<byte> text = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(text, seed);
        candidate.Id.TryWriteBytes(text[4..], bigEndian: true, out _);
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(text));
        var item = (candidate.Id, candidate.Kind, candidate.Position.Timestamp);
        if (_highestFirst.Count < size)
            _highestFirst.Enqueue(item, hash);
        else
            _highestFirst.EnqueueDequeue(item, hash);
    }
}
