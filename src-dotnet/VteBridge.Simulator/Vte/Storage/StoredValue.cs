namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// A value as SQLite keeps it. By T-SQL type: integers and bit as they are; decimal and money as a whole number of their smallest unit;
/// real and float as a double; text as WTF-8 (<see cref="Wtf8"/>); binary as it is; uniqueidentifier permuted (<see cref="GuidOrder"/>);
/// dates and times as counts of their unit since 0001-01-01 (<see cref="Moment"/>), so that comparing and ordering them is SQLite's own.
/// </summary>
internal readonly record struct StoredValue(StoredKind Kind, long Integer, double Real, byte[]? Bytes)
{
    public static readonly StoredValue Null;

    public bool IsNull => Kind == StoredKind.Null;

    public static StoredValue Of(long value) => new(StoredKind.Integer, value, 0, null);

    public static StoredValue Of(double value) => new(StoredKind.Real, 0, value, null);

    public static StoredValue Of(string value) => new(StoredKind.Text, 0, 0, Wtf8.Encode(value));

    public static StoredValue OfText(byte[] wtf8) => new(StoredKind.Text, 0, 0, wtf8);

    public static StoredValue OfBlob(byte[] value) => new(StoredKind.Blob, 0, 0, value);

    public static StoredValue Of(Guid value) => OfBlob(GuidOrder.Encode(value));

    /// <summary>The text of a value that is stored as text.</summary>
    public string Text => Wtf8.Decode(Bytes);
}

/// <summary>SQLite's five storage classes.</summary>
internal enum StoredKind : byte
{
    Null,
    Integer,
    Real,
    Text,
    Blob,
}
