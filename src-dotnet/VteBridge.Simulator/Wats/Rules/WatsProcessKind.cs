namespace VteBridge.Simulator.Wats.Rules;

internal enum WatsProcessKind
{
    Test,
    Repair,
    Wip,
}
