using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Collects the misc infos of a run's report: what VTE knows and WATS has no field for.</summary>
internal sealed class RunInfos(MappingOptions options, VteClock clock, PartMapper parts, string extractorVersion)
{
    /// <summary>All misc infos but the flags; <see cref="InfoList.All"/> adds those last, because anything here may raise one.</summary>
    public InfoList Of(TestRun run, RunHeader header, Findings findings)
    {
        var infos = new InfoList(findings);
        infos.Add("source", "VTE", "", "always");
        infos.Add("source_id", $"VTE:{run.Id}", "IndexData.Index_GUID", "always");
        infos.Add("source_system", run.TestsystemId?.ToString(), "IndexData.Testsystem_GUID");
        infos.Add("VTE testplan", RunFields.TestplanName(run), "IndexData.TestplanName, Testplans.Name");
        infos.Add("VTE variant", RunFields.TestplanVariant(run), "IndexData.TestplanVariant, Testplans.Variant");
        infos.Add(
            "VTE revision",
            RunFields.TestplanRevision(run),
            "IndexData.TestplanRevision, TestplanRevisions.Revision"
        );
        if (options.InfoAs == InfoPlace.MiscInfo)
        {
            infos.Add(options.InfoNames.Info1, run.Info1, "IndexData.Info1");
            infos.Add(options.InfoNames.Info2, run.Info2, "IndexData.Info2");
            infos.Add(options.InfoNames.Info3, run.Info3, "IndexData.Info3");
        }
        Product(run, header, infos);
        infos.Add("VTE testplan notes", run.Testplan?.Notes, "Testplans.Notes");
        if (header.Station.Source != "IndexData.Hostname" && !Same(run.Hostname, header.Station.Value))
            infos.Add("VTE hostname", run.Hostname, "IndexData.Hostname");
        if (header.Start.Hour == VteHour.Skipped)
            infos.Add(
                "VTE timestamp",
                run.Timestamp.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
                "IndexData.Timestamp",
                "in an hour that the clocks skipped"
            );
        if (clock.Seconds(run) is null)
        {
            var time = run.TestTimeText ?? run.TestTime?.ToString("R", CultureInfo.InvariantCulture);
            infos.Add("VTE test time", time, "IndexData.TestTime", "is not a duration");
            if (time is not null)
                findings.Raise(Flags.UnreadableNumber, "TestTime");
        }
        foreach (var original in findings.Originals)
            infos.Add(original.Description, original.Text, "", "the report has another");
        foreach (var change in run.History)
            infos.Add("VTE history", Describe(change), "UutHistory");
        parts.AddInfos(run, infos);
        infos.Add("VTE extractor", extractorVersion, "", "always");
        return infos;
    }

    /// <summary>What the report does not already have as part number or revision.</summary>
    private static void Product(TestRun run, RunHeader header, InfoList infos)
    {
        if (header.PartNumber.Source is not ("Run.ProductName" or "Product.Name"))
            infos.Add(
                "VTE product",
                RunFields.FirstNonBlank(run.ProductName, run.Product?.Name),
                "IndexData.ProductName, Products.Name"
            );
        if (header.PartNumber.Source != "Product.Type")
            infos.Add("VTE product type", run.Product?.Type, "Products.Type");
        if (header.PartNumber.Source != "Product.PartNumber")
            infos.Add("VTE product part number", run.Product?.PartNumber, "Products.PartNumber");
        if (header.Revision.Source != "Products.Version")
            infos.Add("VTE product version", run.Product?.Version, "Products.Version");
        infos.Add("VTE product notes", run.Product?.Notes, "Products.Notes");
    }

    private static string Describe(UutEvent change) =>
        Words.Join(
            ' ',
            change.Timestamp?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) ?? change.TimestampText,
            change.Event,
            string.IsNullOrWhiteSpace(change.OldSerial) ? null : $"was {change.OldSerial.Trim()}"
        );

    private static bool Same(string? one, string other) =>
        string.Equals(one?.Trim(), other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Collects misc infos. Blank ones are left out; long ones are cut and kept whole in the root step's report text.</summary>
internal sealed class InfoList(Findings findings)
{
    private readonly List<MiscInfo> _infos = [];

    public void Add(string description, string? text, string source, string rule = "left out when blank")
    {
        if (findings.Fit(description, text) is not { } fit)
            return;
        _infos.Add(new MiscInfo(WsjfText.Cut(WsjfText.Clean(description), WsjfLimits.Text), fit));
        findings.Why?.Add($"miscInfos \"{description}\"", fit, source, rule);
    }

    /// <summary>The misc infos that were added, then the flags.</summary>
    public IReadOnlyList<MiscInfo> All() =>
        [.. _infos, .. findings.Flags.Select(flag => new MiscInfo("VTE flag", flag))];
}
