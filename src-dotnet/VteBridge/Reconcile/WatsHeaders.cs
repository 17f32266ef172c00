using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using VteBridge.Delivery;
using VteBridge.Delivery.Wats;

namespace VteBridge.Reconcile;

/// <summary>The header of a test report that WATS has and that came from a VTE database, by its own misc infos.</summary>
/// <param name="Key">Test system of the run, by which databases are told apart; empty where it has none.</param>
internal sealed record WatsHeader(
    Guid Id,
    string Serial,
    string PartNumber,
    DateTimeOffset Start,
    char Result,
    string Key,
    string Testplan
);

/// <summary>Lists the headers of VTE's test reports in WATS, a few hours of them at a time.</summary>
internal sealed class WatsHeaders(IWatsReader wats)
{
    /// <summary>With their misc infos they are some kilobytes each; WATS would give ten times as many.</summary>
    private const int AtOnce = 1_000;

    private static readonly TimeSpan Piece = TimeSpan.FromHours(6);

    /// <summary>Why they could not all be listed; null when they were.</summary>
    public string? Trouble { get; private set; }

    public async IAsyncEnumerable<WatsHeader> ListAsync(
        DateTimeOffset from,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var asked = new Dictionary<string, (DateTimeOffset From, int Skip)>();
        for (var begin = from; begin <= until; begin += Piece)
            asked[Path(begin, Earlier(begin + Piece, until.AddTicks(1)), 0)] = (begin, 0);
        while (asked.Count > 0)
        {
            var more = new Dictionary<string, (DateTimeOffset, int)>();
            await foreach (var answer in wats.AskAsync(asked.Keys, stop))
            {
                if (answer is not { Status: 200, Data.ValueKind: JsonValueKind.Array })
                {
                    Trouble ??= $"WATS answered {answer.Status} to a query for headers";
                    continue;
                }
                var (begin, skip) = asked[answer.Path];
                if (answer.Data.GetArrayLength() == AtOnce)
                    more[Path(begin, Earlier(begin + Piece, until.AddTicks(1)), skip + AtOnce)] = (
                        begin,
                        skip + AtOnce
                    );
                foreach (var header in answer.Data.EnumerateArray().Select(Read).OfType<WatsHeader>())
                    yield return header;
            }
            if ((Trouble ??= wats.Trouble) is not null)
                yield break;
            asked = more;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static string Path(DateTimeOffset from, DateTimeOffset to, int skip)
    {
        var filter = $"reportType eq 'T' and start ge {from.UtcDateTime:O} and start lt {to.UtcDateTime:O}";
        return $"api/Report/Query/Header?$filter={Uri.EscapeDataString(filter)}&$orderby=start%20asc&$top={AtOnce}&$skip={skip}"
            + "&$select=uuid,serialNumber,partNumber,start,result&$expand=miscInfo";
    }

    /// <summary>Null for a report that is not VTE's.</summary>
    private static WatsHeader? Read(JsonElement row)
    {
        if (
            Info(row, "source") != "VTE"
            || !Guid.TryParse(WatsReply.Text(row, "uuid"), out var id)
            || !DateTimeOffset.TryParse(
                WatsReply.Text(row, "start"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var start
            )
        )
            return null;
        return new WatsHeader(
            id,
            WatsReply.Text(row, "serialNumber") ?? "",
            WatsReply.Text(row, "partNumber") ?? "",
            start,
            WatsReply.Text(row, "result") is { Length: > 0 } result ? char.ToUpperInvariant(result[0]) : '?',
            Info(row, "source_system") ?? "",
            Info(row, "VTE testplan") ?? ""
        );
    }

    private static string? Info(JsonElement row, string description) =>
        row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty("miscInfo", out var infos)
        && infos.ValueKind == JsonValueKind.Array
            ? infos
                .EnumerateArray()
                .Where(info => WatsReply.Text(info, "description") == description)
                .Select(info => WatsReply.Text(info, "value"))
                .FirstOrDefault()
            : null;
}
