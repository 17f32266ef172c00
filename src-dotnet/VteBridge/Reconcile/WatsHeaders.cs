using System.Runtime.CompilerServices;
using VteBridge.Delivery;
using VteBridge.Delivery.Wats;

namespace VteBridge.Reconcile;

/// <summary>The header of a test report in WATS whose misc infos say that it came from a VTE database.</summary>
/// <param name="Key">The test system of the run, which tells databases apart; empty when the run has none.</param>
internal sealed record WatsHeader(
    Guid Id,
    string Serial,
    string PartNumber,
    DateTimeOffset Start,
    char Result,
    string Key,
    string Testplan
);

/// <summary>
/// Lists the headers of VTE's test reports in WATS. A station whose clock once stood at 1900 makes the period long and most of it
/// empty. Therefore the period is queried in long pieces, and a piece with more headers than one answer holds is split.
/// </summary>
internal sealed class WatsHeaders(IWatsReader wats)
{
    /// <summary>Headers per answer. With misc infos each has some kilobytes; WATS's own maximum is ten times as many headers.</summary>
    private const int AtOnce = 1_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(64);
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(6);

    /// <summary>Why not all headers could be listed; null when all were.</summary>
    public string? Trouble { get; private set; }

    public async IAsyncEnumerable<WatsHeader> ListAsync(
        DateTimeOffset from,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        for (List<Piece> pieces = [.. Pieces(from, until.AddTicks(1), Longest)]; pieces.Count > 0; )
        {
            var asked = pieces.ToDictionary(Path);
            pieces = [];
            await foreach (var answer in wats.AskAsync(asked.Keys, stop))
            {
                if (answer is not { Status: 200, Data.ValueKind: JsonValueKind.Array })
                {
                    Trouble ??= $"WATS answered {answer.Status} to a query for headers";
                    continue;
                }
                var piece = asked[answer.Path];
                var isFull = answer.Data.GetArrayLength() == AtOnce;
                if (isFull && piece.To - piece.From > Shortest)
                {
                    pieces.AddRange(Pieces(piece.From, piece.To, (piece.To - piece.From) / 16));
                    continue;
                }
                if (isFull)
                    pieces.Add(piece with { Skip = piece.Skip + AtOnce });
                foreach (var header in answer.Data.EnumerateArray().Select(Read).OfType<WatsHeader>())
                    yield return header;
            }
            if ((Trouble ??= wats.Trouble) is not null)
                yield break;
        }
    }

    private static IEnumerable<Piece> Pieces(DateTimeOffset from, DateTimeOffset to, TimeSpan length)
    {
        length = length > Shortest ? length : Shortest;
        for (var begin = from; begin < to; begin += length)
            yield return new Piece(begin, begin + length < to ? begin + length : to, 0);
    }

    private static string Path(Piece piece)
    {
        var filter = $"reportType eq 'T' and start ge {piece.From.UtcDateTime:O} and start lt {piece.To.UtcDateTime:O}";
        return $"api/Report/Query/Header?$filter={Uri.EscapeDataString(filter)}&$orderby=start%20asc&$top={AtOnce}&$skip={piece.Skip}"
            + "&$select=uuid,serialNumber,partNumber,start,result&$expand=miscInfo";
    }

    /// <summary>The headers that start in [From, To), without the first Skip of them.</summary>
    private sealed record Piece(DateTimeOffset From, DateTimeOffset To, int Skip);

    /// <summary>Null for a report that did not come from VTE.</summary>
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
