using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;
using VteBridge.State;

namespace VteBridge.Tests.Chaos;

/// <summary>What must hold after everything is uploaded, whatever went wrong before.</summary>
internal static class InWats
{
    /// <summary>Reports that differ in WATS, the queue or the state store from what an undisturbed cycle leaves there.</summary>
    public static IEnumerable<string> Problems(WatsServer wats, WorkFolder folder, Expected expected)
    {
        foreach (var id in expected.Reports.Keys)
        {
            var file = Path.Combine(folder.Destination, id + ".completed");
            if (!wats.Store.TryFind(Guid.Parse(id), out var report))
                yield return $"not in WATS {id}";
            else if (!File.Exists(file))
                yield return $"not completed {id}: {string.Join(", ", Directory.EnumerateFiles(folder.Destination, id + "*").Select(f => f.EndsWith(".info", StringComparison.Ordinal) ? File.ReadAllText(f) : Path.GetExtension(f)))}";
            else if (
                !JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllBytes(file)), JsonNode.Parse(report.Body!.Value.Span))
            )
                yield return $"another content in WATS {id}";
        }
        foreach (var problem in WithoutReceipt(folder))
            yield return problem;
    }

    public static IReadOnlyList<string> WithoutReceipt(WorkFolder folder)
    {
        using var store = StateStore.OpenReadOnly(folder.State);
        return [.. store.Queued().Select(report => $"no receipt in the store {report.Id}")];
    }

    public static IEnumerable<string> TooMany(WatsServer wats, Expected expected) =>
        wats.Store.All().Select(r => $"{r.Header.Id}").Except(expected.Reports.Keys);
}
