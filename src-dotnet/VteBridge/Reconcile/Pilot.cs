using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Wsjf;

namespace VteBridge.Reconcile;

/// <summary>The result for one run of a pilot.</summary>
/// <param name="Trouble">Why the report is not in WATS or was not read back; null when it was.</param>
/// <param name="Differences">The differences between what was sent and what WATS has.</param>
internal sealed record PilotReport(Candidate Candidate, string? Trouble, IReadOnlyList<string> Differences)
{
    public bool IsGood => Trouble is null && Differences.Count == 0;
}

/// <summary>
/// Sends the newest runs to WATS under a process for trials, reads them back and compares them. The reports have ids of their own
/// and the pilot's state is deleted at the end, so reports that are sent live later neither find nor replace them.
/// </summary>
/// <param name="parts">Must be made with the options from <see cref="OptionsOf"/>.</param>
internal sealed class Pilot(BridgeScope parts)
{
    /// <summary>WATS may need a moment between accepting a report and showing it.</summary>
    private const int Looks = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>The namespace of the ids of pilot reports; no one else uses it.</summary>
    private static readonly Guid Ids = Guid.Parse("b7b0f2a4-3f0d-4b8e-9a53-0c5e1f7d2a66");

    public static BridgeOptions OptionsOf(BridgeOptions live, int process)
    {
        var folder = Path.Combine(live.State.Folder, "pilot");
        return live with
        {
            Mapping = live.Mapping with
            {
                DefaultProcessCode = process,
                DefaultProcessName = null,
                Processes = [],
                SystemTestProcessCode = process,
            },
            Delivery = live.Delivery with { Folder = Path.Combine(folder, "queue") },
            State = live.State with { Folder = folder },
        };
    }

    /// <exception cref="CannotWork">VTE cannot be read, or WATS cannot be asked.</exception>
    public async Task<IReadOnlyList<PilotReport>> RunAsync(int runs, CancellationToken stop)
    {
        try
        {
            var session = await parts.OpenAsync(stop);
            var prepared = await NewestAsync(session, runs, stop);
            var receipts = await SendAsync(prepared, stop);
            var troubles = prepared.ToDictionary(one => one.Candidate.Id, one => Trouble(one, receipts));
            var compared = await CompareAsync([.. prepared.Where(one => troubles[one.Candidate.Id] is null)], stop);
            var differences = compared.Reports.ToDictionary(r => r.Id, r => r.Differences);
            var unread =
                compared.NotRead == 0 ? null : $"WATS accepted it, but it could not be read back: {compared.Trouble}";
            return
            [
                .. prepared.Select(one => new PilotReport(
                    one.Candidate,
                    troubles[one.Candidate.Id] ?? unread,
                    differences.GetValueOrDefault(one.Candidate.Id, [])
                )),
            ];
        }
        finally
        {
            if (Directory.Exists(parts.Options.State.Folder))
                Directory.Delete(parts.Options.State.Folder, recursive: true);
        }
    }

    private async Task<List<Prepared>> NewestAsync(SyncSession session, int runs, CancellationToken stop)
    {
        var window = session.Window;
        var extent = new ExtentReader(parts.Vte, session.Schema);
        if (await extent.NewestFromAsync(runs, window.Until, stop) is not { } begin)
            return [];
        var walk = new Walk(session.Sources[0], Position.Before(begin), window.Until);
        var reader = new PageReader(walk, null);
        var found = new List<Prepared>();
        while (found.Count < runs && await reader.NextAsync(stop) is { } page)
            found.AddRange(
                page.Decide(walk, window, parts.Options.Sync)
                    .Select(decided => OnTrial(Prepared.Of(decided, walk.Source)))
                    .Where(one => one.Mapped is not (null or ExcludedByConfiguration))
            );
        return [.. found.Take(runs)];
    }

    /// <summary>The same report under the id that it has in pilots.</summary>
    private static Prepared OnTrial(Prepared live)
    {
        if (live.Mapped is not MappedReport mapped)
            return live;
        var report = mapped.Report with { Id = UuidV5.Of(Ids, $"{mapped.Report.Id}") };
        return live with { Mapped = mapped with { Report = report }, Content = WsjfWriter.ToUtf8(report) };
    }

    private async Task<Dictionary<Guid, Receipt>> SendAsync(IReadOnlyList<Prepared> prepared, CancellationToken stop)
    {
        foreach (var one in prepared)
            if (one.Mapped is MappedReport mapped)
            {
                var receipt = parts.Destination.Deliver(new Outgoing(mapped.Report.Id, one.Content, Force: true));
                if (receipt.Outcome == Outcome.Unavailable)
                    throw new DestinationFailure(receipt.Message ?? "The destination accepts no reports.");
            }
        var receipts = new Dictionary<Guid, Receipt>();
        await foreach (var receipt in parts.Destination.ReceiptsAsync(stop))
            receipts[receipt.Id] = receipt;
        return receipts;
    }

    private static string? Trouble(Prepared one, Dictionary<Guid, Receipt> receipts)
    {
        if (one.Mapped is not MappedReport mapped)
            return ((Unmappable)one.Mapped!).What;
        var receipt = receipts.GetValueOrDefault(mapped.Report.Id) ?? receipts.GetValueOrDefault(Guid.Empty);
        return receipt is { Outcome: Outcome.Accepted }
            ? null
            : receipt?.Message ?? "WATS did not confirm that it has the report";
    }

    private async Task<DeepComparison> CompareAsync(IReadOnlyList<Prepared> accepted, CancellationToken stop)
    {
        for (var look = 1; ; look++)
        {
            var deep = new DeepComparison(parts.WatsReader());
            foreach (var one in accepted)
                await deep.AddAsync(one, known: null, stop);
            await deep.FlushAsync(stop);
            if (deep is { Missing: 0, NotRead: 0 } || look == Looks)
                return deep;
            await Task.Delay(BetweenLooks, parts.Time, stop);
        }
    }
}
