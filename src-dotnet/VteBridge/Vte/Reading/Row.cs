using System.Data.Common;

namespace VteBridge.Vte.Reading;

/// <summary>A row read by logical column names.</summary>
/// <param name="shared">Where rows are many: one string for texts that come again.</param>
internal readonly struct Row(DbDataReader reader, IReadOnlyDictionary<string, int> ordinals, SharedTexts? shared = null)
{
    public string? Text(string column) =>
        Cell.Text(reader, ordinals[column]) is { } text ? shared?.Of(text) ?? text : null;

    /// <summary>A text of this row alone, as a serial number is: remembered, it would only push out those that come again.</summary>
    public string? OwnText(string column) => Cell.Text(reader, ordinals[column]);

    public string? Code(string column) => Cell.Code(reader, ordinals[column]);

    public Guid? Id(string column) => Cell.Id(reader, ordinals[column]);

    public int? Int(string column) => Cell.Int(reader, ordinals[column]);

    public double? Number(string column) => Cell.Number(reader, ordinals[column]);

    public DateTime? Time(string column) => Cell.Time(reader, ordinals[column]);

    public bool Flag(string column) => Cell.Flag(reader, ordinals[column]);
}
