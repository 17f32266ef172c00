namespace VteBridge.Simulator.Wats.Rules;

/// <summary>A process name may be sent only if the server has it under that code; upper and lower case count.</summary>
internal static class ProcessRules
{
    public static void Check(JsonPart part, WsjfRules rules)
    {
        part.Require("processCode");
        var code = part.Integer("processCode");
        var name = part.Text("processName");
        if (code is not null && name is not null && !rules.Processes.Any(p => p.Code == code && p.Name == name))
        {
            part.Problem("processName", $"no process {code} '{name}' exists on this server");
        }
    }
}
