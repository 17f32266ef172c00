using System.Text;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Delivery.Wats;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Wsjf;

namespace VteBridge.Reconcile;

/// <summary>What became of one run of a pilot.</summary>
/// <param name="Trouble">Why it is not in WATS, or was not read back; null when it was.</param>
/// <param name="Differences">Between what was sent and what WATS has.</param>
internal sealed record PilotReport(Candidate Candidate, string? Trouble, IReadOnlyList<ReportDifference> Differences)
{
    public bool IsGood => Trouble is null && Differences.Count == 0;
}

/// <summary>
/// The newest runs, sent to WATS under a process for trials, read back and compared. The reports have ids of their own and the
/// state is thrown away: what is sent live later neither finds nor replaces them.
/// </summary>
/// <param name="parts">Made with <see cref="OptionsOf"/>.</param>
internal sealed class Pilot(BridgeScope parts)
{
    /// <summary>WATS may need a moment between accepting a report and showing it.</summary>
    private const int Looks = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>The project's own namespace for pilots.</summary>
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
            var reports = new List<PilotReport>();
            foreach (var one in prepared)
                reports.Add(await CompareAsync(one, receipts, stop));
            return reports;
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
        var reader = new PageReader(walk, null, window, parts.Options.Sync);
        var found = new List<Prepared>();
        while (found.Count < runs && await reader.NextAsync(stop) is { } page)
            found.AddRange(
                page.Decide(walk, window, parts.Options.Sync)
                    .Select(decided => OnTrial(Prepared.Of(decided, walk.Source)))
                    .Where(one => one.Mapped is not (null or ExcludedByConfiguration))
            );
        return [.. found.Take(runs)];
    }

    /// <summary>The same report under an id of its own.</summary>
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
                    throw new DestinationFailure(receipt.Message ?? "The destination takes no reports.");
            }
        var receipts = new Dictionary<Guid, Receipt>();
        await foreach (var receipt in parts.Destination.ReceiptsAsync(stop))
            receipts[receipt.Id] = receipt;
        return receipts;
    }

    private async Task<PilotReport> CompareAsync(
        Prepared one,
        Dictionary<Guid, Receipt> receipts,
        CancellationToken stop
    )
    {
        if (one.Mapped is not MappedReport mapped)
            return new(one.Candidate, ((Unmappable)one.Mapped!).What, []);
        var receipt = receipts.GetValueOrDefault(mapped.Report.Id) ?? receipts.GetValueOrDefault(Guid.Empty);
        if (receipt is not { Outcome: Outcome.Accepted })
            return new(one.Candidate, receipt?.Message ?? "WATS did not say that it has it", []);
        var (kept, why) = await ReadBackAsync(mapped.Report.Id, stop);
        return kept is { } bytes
            ? new(one.Candidate, null, [.. ReportDiff.Between(one.Content, bytes)])
            : new(one.Candidate, why, []);
    }

    private async Task<(ReadOnlyMemory<byte>? Report, string Why)> ReadBackAsync(Guid id, CancellationToken stop)
    {
        var options = parts.Options.Delivery.Sidecar;
        using var wats = new WatsClient(WatsServer.Of(options), options.RequestTimeout, parts.Time);
        for (var look = 1; ; look++)
        {
            var (reply, said) = await wats.AskAsync($"api/Report/Wsjf/{id}?detailLevel=7", stop);
            if (reply is { Status: 200, Data.ValueKind: System.Text.Json.JsonValueKind.Object })
                return (Encoding.UTF8.GetBytes(reply.Data.GetRawText()), "");
            if (look == Looks)
                return (null, $"WATS took it, but did not give it back: {said}");
            await Task.Delay(BetweenLooks, parts.Time, stop);
        }
    }
}
