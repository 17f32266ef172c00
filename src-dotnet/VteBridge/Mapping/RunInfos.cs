using System.Globalization;
using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What a run says and WATS has no field for: the misc infos of its report.</summary>
internal sealed class RunInfos(MappingOptions options, VteClock clock, string extractorVersion)
{
    /// <summary>All but the flags, which come last because anything here may raise one.</summary>
    public List<MiscInfo> Of(TestRun run, RunHeader header, Findings findings)
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
        if (header.StationSource != "IndexData.Hostname" && !Same(run.Hostname, header.Station))
            infos.Add("VTE hostname", run.Hostname, "IndexData.Hostname");
        if (header.Start.Hour == VteHour.Skipped)
            infos.Add(
                "VTE timestamp",
                run.Timestamp.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
                "IndexData.Timestamp",
                "in an hour that the clocks skipped"
            );
        if (run.TestTime is { } time && clock.Seconds(time) is null)
            infos.Add(
                "VTE test time",
                time.ToString("R", CultureInfo.InvariantCulture),
                "IndexData.TestTime",
                "is no duration"
            );
        foreach (var original in findings.Originals)
            infos.Add(original.Description, original.Text, "UutData.Serial, Products", "replaced for WATS");
        foreach (var change in run.History)
            infos.Add("VTE history", Describe(change), "UutHistory");
        Assemblies.AddInfos(run, infos);
        if (options.ComponentsAsAssets)
            Assets.AddInfos(run, infos);
        infos.Add("VTE extractor", extractorVersion, "", "always");
        return infos.Infos;
    }

    /// <summary>What the report does not already say under part number or revision.</summary>
    private static void Product(TestRun run, RunHeader header, InfoList infos)
    {
        if (header.PartNumberSource is not ("Run.ProductName" or "Product.Name"))
            infos.Add(
                "VTE product",
                RunFields.FirstNonBlank(run.ProductName, run.Product?.Name),
                "IndexData.ProductName, Products.Name"
            );
        if (header.PartNumberSource != "Product.Type")
            infos.Add("VTE product type", run.Product?.Type, "Products.Type");
        if (header.PartNumberSource != "Product.PartNumber")
            infos.Add("VTE product part number", run.Product?.PartNumber, "Products.PartNumber");
        if (header.RevisionSource != "Products.Version")
            infos.Add("VTE product version", run.Product?.Version, "Products.Version");
        infos.Add("VTE product notes", run.Product?.Notes, "Products.Notes");
    }

    private static string Describe(UutEvent change)
    {
        var time = change.Timestamp?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var serial = string.IsNullOrWhiteSpace(change.OldSerial) ? null : $"was {change.OldSerial.Trim()}";
        return string.Join(
            ' ',
            new[] { time, change.Event?.Trim(), serial }.Where(part => !string.IsNullOrEmpty(part))
        );
    }

    private static bool Same(string? one, string other) =>
        string.Equals(one?.Trim(), other, StringComparison.OrdinalIgnoreCase);
}
