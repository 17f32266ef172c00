using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats.Query;

/// <summary>One question for report headers: filter, order, page and fields.</summary>
internal sealed record HeaderQuery(
    Func<StoredReport, bool> Filter,
    HeaderField Order,
    bool Descending,
    int Skip,
    int Top,
    IReadOnlyList<HeaderField> Select,
    IReadOnlyList<string> Expand
)
{
    private const int DefaultTop = 10;
    private const int LargestTop = 10_000;
    private static readonly string[] Sortable = ["start", "uuid", "serialNumber", "timeStamp"];

    /// <exception cref="QueryException">It asks for something that the server does not offer.</exception>
    public static HeaderQuery Parse(IQueryCollection query, HeaderFields fields)
    {
        var unknown = query.Keys.FirstOrDefault(k =>
            k.StartsWith('$') && k is not ("$filter" or "$top" or "$skip" or "$orderby" or "$select" or "$expand")
        );
        if (unknown is not null)
            throw new QueryException($"This server does not support {unknown}.");
        var filter = query["$filter"].ToString();
        var order = (query["$orderby"].ToString() is { Length: > 0 } given ? given : "start desc").Split(' ');
        var orderField = fields.Named(order[0]);
        if (!Sortable.Contains(orderField.Name) || order is not ([_] or [_, "asc" or "desc"]))
            throw new QueryException("$orderby takes one of start, uuid, serialNumber, timestamp; asc or desc.");
        return new(
            filter.Length == 0 ? _ => true : new HeaderFilter(fields).Parse(filter),
            orderField,
            order is [_, "desc"],
            Count(query, "$skip", 0, int.MaxValue),
            Count(query, "$top", DefaultTop, LargestTop),
            [.. Names(query, "$select").Select(fields.Named)],
            Names(query, "$expand")
        );
    }

    public IEnumerable<StoredReport> Over(IEnumerable<StoredReport> reports)
    {
        var found = reports.Where(r => !r.Quarantined && Filter(r));
        var sorted = Descending
            ? found.OrderByDescending(Order.Value).ThenByDescending(r => r.Order)
            : found.OrderBy(Order.Value).ThenBy(r => r.Order);
        return sorted.Skip(Skip).Take(Top);
    }

    private static string[] Names(IQueryCollection query, string key) =>
        query[key].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Count(IQueryCollection query, string key, int otherwise, int largest)
    {
        if (!query.TryGetValue(key, out var text))
            return otherwise;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count >= 0 && count <= largest
            ? count
            : throw new QueryException($"{key} must be a number from 0 to {largest}.");
    }
}

/// <summary>The query cannot be answered as it is written; answered 400 with the message.</summary>
internal sealed class QueryException(string message) : Exception(message);
