using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <param name="Name">With its @; empty for a positional one.</param>
internal sealed record RpcParameter(string Name, bool IsOutput, SqlType Type, StoredValue Value);
