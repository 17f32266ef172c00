namespace VteBridge.Simulator.Wats.Rules;

internal static class WsjfSchema
{
    public static string Text(WsjfRules rules) => "{}";
}
