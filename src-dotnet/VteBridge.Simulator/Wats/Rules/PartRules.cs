namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The lists beside the steps: misc infos, sub-units, assets.</summary>
internal static class PartRules
{
    public static void CheckMiscInfos(JsonPart report)
    {
        foreach (var info in report.Items("miscInfos") ?? [])
        {
            info.Only(WsjfMembers.MiscInfo);
            info.RequiredText("description");
            info.Text("text");
            info.Number("numeric");
            if (!info.Has("text") && !info.Has("numeric"))
            {
                info.Problem("text", "is required");
            }
        }
    }

    public static void CheckSubUnits(JsonPart report)
    {
        foreach (var unit in report.Items("subUnits") ?? [])
        {
            unit.Only(WsjfMembers.SubUnit);
            CheckUnit(unit);
        }
    }

    /// <summary>What the sub-units of test and repair reports have in common.</summary>
    public static void CheckUnit(JsonPart unit)
    {
        unit.RequiredText("partType", WsjfLimits.PartType);
        unit.RequiredText("pn");
        unit.RequiredText("sn");
        unit.Text("rev");
        unit.Integer("position");
    }

    public static void CheckAssets(JsonPart report)
    {
        foreach (var asset in report.Items("assets") ?? [])
        {
            asset.Only(WsjfMembers.Asset);
            asset.RequiredText("assetSN");
            asset.Require("usageCount");
            asset.Integer("usageCount");
        }
    }
}
