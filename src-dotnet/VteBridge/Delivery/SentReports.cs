using System.Text;
using System.Text.Json;

namespace VteBridge.Delivery;

/// <summary>The report that was sent.</summary>
/// <param name="Content">Null where there is none to be had.</param>
/// <param name="Source">Where it comes from, for people; without it, why there is none.</param>
internal sealed record SentReport(ReadOnlyMemory<byte>? Content, string Source);

/// <summary>What was sent before: the destination's own copy where it still has one, else what WATS has.</summary>
/// <param name="wats">Null: WATS is not asked.</param>
internal sealed class SentReports(IDestination destination, IWatsReader? wats)
{
    public const string InWats = "in WATS";

    /// <summary>Below WATS's address: the report with everything in it.</summary>
    public static string PathOf(Guid id) => $"api/Report/Wsjf/{id}?detailLevel=7";

    /// <summary>One for each id. WATS is asked for all at once that have no copy.</summary>
    public async Task<IReadOnlyDictionary<Guid, SentReport>> FindAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken stop
    )
    {
        var found = ids.ToDictionary(id => id, Copy);
        var asked = found.Where(f => f.Value.Content is null).ToDictionary(f => PathOf(f.Key), f => f.Key);
        if (wats is null || asked.Count == 0)
            return found;
        await foreach (var answer in wats.AskAsync(asked.Keys, stop))
            if (asked.Remove(answer.Path, out var id))
                found[id] = answer is { Status: 200, Data.ValueKind: JsonValueKind.Object }
                    ? new(Encoding.UTF8.GetBytes(answer.Data.GetRawText()), InWats)
                    : new(null, $"{found[id].Source}, and WATS does not have it");
        foreach (var id in asked.Values)
            found[id] = new(null, $"{found[id].Source}, and WATS could not be asked: {wats.Trouble}");
        return found;
    }

    private SentReport Copy(Guid id)
    {
        try
        {
            return destination.SentCopy(id) is { } copy
                ? new(copy, "was sent")
                : new(null, "no copy of the report that was sent is left");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"the copy of the report that was sent cannot be read: {e.Message}");
        }
    }
}
