namespace VteBridge.Simulator.Commands;

internal static class ControlHelp
{
    public const string Text = "";
}
