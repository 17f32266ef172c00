using System.Text.Json;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Tests.Wsjf;

/// <summary>WATS's verdict on our reports: the simulated server's rules, with the processes and codes that the tests' sites have.</summary>
internal static class Wats
{
    private static readonly WsjfRules Server = new();
    private static readonly WsjfValidator Validator = new(
        Server with
        {
            Processes =
            [
                .. Server.Processes,
                new WatsProcess(30, "Final test", WatsProcessKind.Test),
                new WatsProcess(77, "Self-test", WatsProcessKind.Test),
                new WatsProcess(99, "Self-test", WatsProcessKind.Test),
            ],
            RepairCodes = new Dictionary<string, IReadOnlyList<string>>(Server.RepairCodes)
            {
                ["Workmanship"] = ["Solder"],
            },
            RepairMiscInfos = ["source", "source_id", "VTE extractor", "VTE flag"],
        }
    );

    /// <summary>Returns one line for each broken rule.</summary>
    public static IReadOnlyList<string> Refusals(ReadOnlyMemory<byte> utf8)
    {
        using var json = JsonDocument.Parse(utf8);
        return [.. Validator.Validate(utf8), .. WsjfConventions.Broken(json.RootElement)];
    }
}
