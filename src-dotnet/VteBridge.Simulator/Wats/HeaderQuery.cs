using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// A query for report headers: $filter with comparisons, and, or, brackets; $orderby, $skip, $top, $select, and $expand of misc infos. This
/// is the part of OData that clients of this server use; anything else is refused, never ignored.
/// </summary>
internal sealed class HeaderQuery
{
    private const int DefaultTop = 10;
    private const int LargestTop = 10_000;
    private static readonly string[] Sortable = ["start", "uuid", "serialNumber", "timeStamp"];

    private readonly IReadOnlyList<HeaderField> _fields;
    private readonly bool _withMiscInfos;
    private readonly Func<StoredReport, bool> _filter;
    private readonly HeaderField _order;
    private readonly bool _isDescending;
    private readonly int _skip;
    private readonly int _top;

    private HeaderQuery(IQueryCollection query, WsjfRules rules)
    {
        var all = HeaderField.All(rules);
        var known = new[] { "$filter", "$top", "$skip", "$orderby", "$select", "$expand" };
        if (query.Keys.FirstOrDefault(key => key.StartsWith('$') && !known.Contains(key)) is { } unknown)
            throw new QueryException($"This server does not support {unknown}.");
        var order = (query["$orderby"].ToString() is { Length: > 0 } given ? given : "start desc").Split(' ');
        _order = HeaderField.Named(order[0], all);
        if (!Sortable.Contains(_order.Name) || order is not ([_] or [_, "asc" or "desc"]))
            throw new QueryException("$orderby takes one of start, uuid, serialNumber, timestamp; asc or desc.");
        _isDescending = order is [_, "desc"];
        var filter = query["$filter"].ToString();
        _filter = filter.Length == 0 ? _ => true : new HeaderFilter(filter, all).Parse();
        _skip = Count(query, "$skip", 0, int.MaxValue);
        _top = Count(query, "$top", DefaultTop, LargestTop);
        var selected = query["$select"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        _fields = selected.Length == 0 ? all : [.. selected.Select(name => HeaderField.Named(name.Trim(), all))];
        _withMiscInfos = query["$expand"] == "miscInfo";
        if (!_withMiscInfos && query.ContainsKey("$expand"))
            throw new QueryException("$expand takes miscInfo.");
    }

    /// <exception cref="QueryException">The query uses something that the server does not support.</exception>
    public static HeaderQuery Parse(IQueryCollection query, WsjfRules rules) => new(query, rules);

    public IEnumerable<IReadOnlyDictionary<string, object?>> Over(IEnumerable<StoredReport> reports)
    {
        var found = reports.Where(report => !report.Quarantined && _filter(report));
        var sorted = _isDescending
            ? found.OrderByDescending(_order.Value).ThenByDescending(report => report.Order)
            : found.OrderBy(_order.Value).ThenBy(report => report.Order);
        return sorted.Skip(_skip).Take(_top).Select(Row);
    }

    private Dictionary<string, object?> Row(StoredReport report)
    {
        var row = _fields.ToDictionary(field => field.Name, field => Shown(field.Value(report)));
        if (_withMiscInfos)
            row["miscInfo"] = report.Header.MiscInfos.Select(info => new
            {
                description = info.Description,
                value = info.Text,
            });
        return row;
    }

    private static object? Shown(object? value) =>
        value is DateTimeOffset time ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ") : value;

    private static int Count(IQueryCollection query, string key, int otherwise, int largest)
    {
        if (!query.TryGetValue(key, out var text))
            return otherwise;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count >= 0 && count <= largest
            ? count
            : throw new QueryException($"{key} must be a number from 0 to {largest}.");
    }
}

/// <summary>One field of a report header, with its name in the REST description.</summary>
/// <param name="Type">The type of the value: string, Guid, double or DateTimeOffset.</param>
internal sealed record HeaderField(string Name, Type Type, Func<StoredReport, object?> Value)
{
    private static readonly Dictionary<string, string> ResultWords = new()
    {
        ["P"] = "Passed",
        ["F"] = "Failed",
        ["E"] = "Error",
        ["T"] = "Terminated",
    };

    public static IReadOnlyList<HeaderField> All(WsjfRules rules) =>
        [
            new("uuid", typeof(Guid), r => r.Header.Id),
            new("serialNumber", typeof(string), r => r.Header.SerialNumber),
            new("partNumber", typeof(string), r => r.Header.PartNumber),
            new("reportType", typeof(string), r => r.Header.Type),
            new("start", typeof(DateTimeOffset), r => r.Header.Start),
            new("revision", typeof(string), r => r.Header.Revision),
            new("result", typeof(string), r => ResultWords[r.Header.Result]),
            new("batchNumber", typeof(string), r => r.Header.BatchNumber),
            new("userName", typeof(string), r => r.Header.User),
            new("stationName", typeof(string), r => r.Header.StationName),
            new("location", typeof(string), r => r.Header.Location),
            new("purpose", typeof(string), r => r.Header.Purpose),
            new("timeStamp", typeof(double), r => (double)r.Order),
            new("processCode", typeof(double), r => (double)r.Header.ProcessCode),
            new("processName", typeof(string), r => rules.ProcessName(r.Header.ProcessCode)),
        ];

    /// <exception cref="QueryException">There is no such field.</exception>
    public static HeaderField Named(string name, IReadOnlyList<HeaderField> fields) =>
        fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new QueryException($"A report header has no field '{name}'.");

    /// <returns>The constant converted to the type of this field, or null for the constant null.</returns>
    /// <exception cref="QueryException">The text is not a constant of that type.</exception>
    public object? Read(string token)
    {
        if (token == "null")
            return null;
        var isQuoted = token.StartsWith('\'');
        var text = isQuoted ? token[1..^1].Replace("''", "'", StringComparison.Ordinal) : token;
        if (Type == typeof(string) && isQuoted)
            return text;
        if (Type == typeof(Guid) && Guid.TryParse(text, out var id))
            return id;
        if (Type == typeof(double) && !isQuoted && double.TryParse(text, CultureInfo.InvariantCulture, out var number))
            return number;
        return
            Type == typeof(DateTimeOffset)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new QueryException($"$filter: {token} is not a constant that {Name} can be compared with.");
    }
}

/// <summary>Parses a $filter.</summary>
internal sealed partial class HeaderFilter
{
    private readonly IReadOnlyList<HeaderField> _fields;
    private readonly Queue<string> _rest = new();

    public HeaderFilter(string filter, IReadOnlyList<HeaderField> fields)
    {
        _fields = fields;
        var at = 0;
        while (at < filter.TrimEnd().Length)
        {
            var match = Token().Match(filter, at);
            if (!match.Success)
                throw new QueryException($"$filter cannot be read from position {at}: {filter[at..]}");
            _rest.Enqueue(match.Groups[1].Value);
            at = match.Index + match.Length;
        }
    }

    /// <exception cref="QueryException">The filter cannot be parsed.</exception>
    public Func<StoredReport, bool> Parse()
    {
        var condition = Or();
        return _rest.Count == 0 ? condition : throw new QueryException($"$filter: unexpected '{Next()}' at the end.");
    }

    private Func<StoredReport, bool> Or()
    {
        var left = And();
        while (Skip("or"))
        {
            var (a, b) = (left, And());
            left = report => a(report) || b(report);
        }
        return left;
    }

    private Func<StoredReport, bool> And()
    {
        var left = Condition();
        while (Skip("and"))
        {
            var (a, b) = (left, Condition());
            left = report => a(report) && b(report);
        }
        return left;
    }

    private Func<StoredReport, bool> Condition()
    {
        if (!Skip("("))
        {
            var field = HeaderField.Named(Next(), _fields);
            return Comparison(field, Next(), field.Read(Next()));
        }
        var inner = Or();
        return Skip(")") ? inner : throw new QueryException("$filter: expected ')'.");
    }

    private static Func<StoredReport, bool> Comparison(HeaderField field, string operation, object? wanted)
    {
        Func<int?, bool> holds = operation switch
        {
            "eq" => order => order == 0,
            "ne" => order => order != 0,
            "gt" => order => order > 0,
            "ge" => order => order >= 0,
            "lt" => order => order < 0,
            "le" => order => order <= 0,
            _ => throw new QueryException($"$filter: '{operation}' is not a comparison this server knows."),
        };
        return report => holds(Compare(field.Value(report), wanted));
    }

    /// <returns>Null when exactly one of the two is null: then no comparison holds.</returns>
    private static int? Compare(object? actual, object? wanted) =>
        actual is null || wanted is null
            ? actual is null && wanted is null
                ? 0
                : null
            : actual is string text
                ? string.CompareOrdinal(text, (string)wanted)
                : ((IComparable)actual).CompareTo(wanted);

    private string Next() =>
        _rest.TryDequeue(out var token) ? token : throw new QueryException("$filter ends too early.");

    private bool Skip(string token) => _rest.TryPeek(out var next) && next == token && _rest.TryDequeue(out _);

    /// <summary>One token: a quoted text ('' is a quote in it), a bracket, or a run of other characters.</summary>
    [GeneratedRegex(@"\G\s*('(?:[^']|'')*'|[()]|[^\s()']+)")]
    private static partial Regex Token();
}

/// <summary>The query is not supported or wrong; the server answers 400 with this message.</summary>
internal sealed class QueryException(string message) : Exception(message);
