using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed record Input(string Name, InputSource Source, StoredValue Constant);
