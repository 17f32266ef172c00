using System.Data.Common;

namespace VteBridge.Vte.Reading;

/// <summary>A row read by logical column names.</summary>
internal readonly struct Row(DbDataReader reader, IReadOnlyDictionary<string, int> ordinals)
{
    public string? Text(string column) => Cell.Text(reader, ordinals[column]);

    public string? Code(string column) => Cell.Code(reader, ordinals[column]);

    public Guid? Id(string column) => Cell.Id(reader, ordinals[column]);

    public int? Int(string column) => Cell.Int(reader, ordinals[column]);

    public double? Number(string column) => Cell.Number(reader, ordinals[column]);

    public DateTime? Time(string column) => Cell.Time(reader, ordinals[column]);

    public bool Flag(string column) => Cell.Flag(reader, ordinals[column]);
}
