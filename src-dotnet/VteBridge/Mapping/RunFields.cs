using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The values of a run, by the names that `Mapping:PartNumberFrom` uses.</summary>
internal static class RunFields
{
    public static string? Of(TestRun run, string name) =>
        name switch
        {
            "Product.PartNumber" => run.Product?.PartNumber,
            "Product.Type" => run.Product?.Type,
            "Run.ProductName" => run.ProductName,
            "Product.Name" => run.Product?.Name,
            "Run.TestplanName" => TestplanName(run),
            "Run.TestplanVariant" => TestplanVariant(run),
            "Run.Info1" => run.Info1,
            "Run.Info2" => run.Info2,
            "Run.Info3" => run.Info3,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not in MappingOptions.PartNumberSources"),
        };

    // IndexData's own copies come first: they say what was true when the run was made. Master data may have changed since.
    public static string? TestplanName(TestRun run) => FirstNonBlank(run.TestplanName, run.Testplan?.Name);

    public static string? TestplanVariant(TestRun run) => FirstNonBlank(run.TestplanVariant, run.Testplan?.Variant);

    public static string? TestplanRevision(TestRun run) => FirstNonBlank(run.TestplanRevision, run.Revision?.Revision);

    public static string? Site(TestRun run) => FirstNonBlank(run.Site, run.Testsystem?.Site);

    public static string? FirstNonBlank(string? first, string? second) =>
        !string.IsNullOrWhiteSpace(first) ? first
        : !string.IsNullOrWhiteSpace(second) ? second
        : null;
}

/// <summary>Joins texts that may be absent.</summary>
internal static class Words
{
    /// <summary>Joins the texts that are not blank, trimmed.</summary>
    public static string Join(char separator, params IEnumerable<string?> texts) =>
        string.Join(separator, texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!.Trim()));
}

/// <summary>Names a run or repair in messages: enough to find it in VTE, and safe to print.</summary>
internal static class RunLabel
{
    public static string Of(TestRun run)
    {
        var station = RunFields.FirstNonBlank(run.Testsystem?.Name, run.Hostname);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Run {run.Id} of {run.Timestamp:yyyy-MM-dd HH:mm:ss.fff}");
        text.Append(station is null ? " on an unnamed station" : $" on {OneLine(station)}");
        if (RunFields.Site(run) is { } site)
            text.Append(CultureInfo.InvariantCulture, $", site {OneLine(site)}");
        if (RunFields.TestplanName(run) is { } testplan)
            text.Append(CultureInfo.InvariantCulture, $", testplan {OneLine(testplan)}");
        if (RunFields.FirstNonBlank(run.Uut?.Serial, run.Serial) is { } serial)
            text.Append(CultureInfo.InvariantCulture, $", serial {OneLine(serial)}");
        return text.ToString();
    }

    public static string Of(Repair repair)
    {
        var time = repair.Timestamp is { } at
            ? at.ToString(" 'of' yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "";
        var serial = RunFields.FirstNonBlank(repair.UutSerial, repair.Run?.Uut?.Serial ?? repair.Run?.Serial);
        return $"Repair {OneLine(repair.Id)}{time}{(serial is null ? "" : $", serial {OneLine(serial)}")}";
    }

    /// <summary>Makes a text from VTE fit for a message: one line, not too long, nothing that moves a terminal's cursor.</summary>
    public static string OneLine(string? text) =>
        TextSanitiser.OneLine(WsjfText.Cut(WsjfText.Clean(text?.Trim() ?? ""), WsjfLimits.Text));
}
