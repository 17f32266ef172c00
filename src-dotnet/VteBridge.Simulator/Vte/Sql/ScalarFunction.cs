using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A T-SQL function inside SQLite. Types travel as <see cref="SqlType.Packed"/>.</summary>
internal delegate StoredValue ScalarFunction(StoredValue[] arguments);
