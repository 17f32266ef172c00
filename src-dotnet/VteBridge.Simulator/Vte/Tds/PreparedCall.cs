namespace VteBridge.Simulator.Vte.Tds;

/// <param name="Declaration">The types of the parameters, "@a int, @b float".</param>
/// <param name="Handle">The handle of a text that was prepared by this call.</param>
/// <param name="IsRun">False for calls that only prepare or forget.</param>
internal sealed record PreparedCall(
    string Text,
    string Declaration,
    IReadOnlyList<RpcParameter> Values,
    int? Handle,
    bool IsRun
);
