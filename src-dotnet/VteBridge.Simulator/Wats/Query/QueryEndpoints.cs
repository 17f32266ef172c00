using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats.Query;

/// <summary>Lists of report headers.</summary>
internal sealed class QueryEndpoints(WatsStore store, WatsCounters counters, WsjfRules rules)
{
    private readonly HeaderFields _fields = new(rules);

    public void Map(WebApplication app)
    {
        app.MapGet("/api/Report/Query/Header", HeadersAsync);
        app.MapGet("/api/Report/Query/HeaderByMiscInfo", ByMiscInfoAsync);
    }

    private async Task HeadersAsync(HttpContext context)
    {
        counters.Query();
        HeaderQuery query;
        try
        {
            query = HeaderQuery.Parse(context.Request.Query, _fields);
        }
        catch (QueryException refused)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, [refused.Message]);
            return;
        }
        var fields = query.Select.Count > 0 ? query.Select : _fields.All;
        await context.Response.WriteAsJsonAsync(
            query.Over(store.All()).Select(r => Row(r, fields, query.Expand)),
            context.RequestAborted
        );
    }

    /// <summary>Its parameters are those of the REST description; others, such as stringValue, are not looked at.</summary>
    private async Task ByMiscInfoAsync(HttpContext context)
    {
        counters.Query();
        var asked = context.Request.Query;
        var found = store
            .All()
            .Where(r =>
                !r.Quarantined
                && r.Header.Type == "T"
                && Matches(asked["processCode"], $"{r.Header.ProcessCode}")
                && Matches(asked["serialNumber"], r.Header.SerialNumber)
                && r.Header.MiscInfos.Any(m =>
                    Matches(asked["description"], m.Description) && Matches(asked["data"], m.Text)
                )
            );
        await context.Response.WriteAsJsonAsync(found.Select(ByMiscInfo), context.RequestAborted);
    }

    private static bool Matches(string? asked, string? actual) => string.IsNullOrEmpty(asked) || asked == actual;

    private object ByMiscInfo(StoredReport report) =>
        new
        {
            miscData = report.Header.MiscInfos.Select(m => new { description = m.Description, data = m.Text }),
            serialNumber = report.Header.SerialNumber,
            partNumber = report.Header.PartNumber,
            start = Shown(report.Header.Start),
            result = _fields.Named("result").Value(report),
            uuid = report.Header.Id,
            processCode = report.Header.ProcessCode,
            processName = _fields.Named("processName").Value(report),
        };

    private static Dictionary<string, object?> Row(
        StoredReport report,
        IEnumerable<HeaderField> fields,
        IEnumerable<string> expand
    )
    {
        var row = fields.ToDictionary(f => f.Name, f => Shown(f.Value(report)));
        foreach (var part in expand)
        {
            if (part.Equals("miscInfo", StringComparison.OrdinalIgnoreCase))
            {
                row["miscInfo"] = report.Header.MiscInfos.Select(m => new
                {
                    description = m.Description,
                    value = m.Text,
                });
            }
            else if (part.Equals("subUnits", StringComparison.OrdinalIgnoreCase))
                row["subUnits"] = report.Header.SubUnits;
        }
        return row;
    }

    private static object? Shown(object? value) =>
        value is DateTimeOffset time ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ") : value;
}
