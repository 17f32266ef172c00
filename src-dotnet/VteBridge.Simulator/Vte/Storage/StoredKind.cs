namespace VteBridge.Simulator.Vte.Storage;

/// <summary>SQLite's five storage classes.</summary>
internal enum StoredKind : byte
{
    Null,
    Integer,
    Real,
    Text,
    Blob,
}
