using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace VteBridge.Benchmarks.Children;

/// <summary>A statement that the product sent, with its parameters as text.</summary>
internal sealed record RecordedStatement(string Text, IReadOnlyList<RecordedParameter> Parameters)
{
    public static RecordedStatement Of(SqlCommand command) =>
        new(
            command.CommandText,
            [
                .. command
                    .Parameters.Cast<SqlParameter>()
                    .Select(p => new RecordedParameter(p.ParameterName, p.SqlDbType, p.Scale, p.Size, TextOf(p.Value))),
            ]
        );

    public SqlCommand Command(SqlConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Text;
        foreach (var p in Parameters)
            command.Parameters.Add(
                new SqlParameter(p.Name, p.Type)
                {
                    Scale = p.Scale,
                    Size = p.Size,
                    Value = p.Value,
                }
            );
        return command;
    }

    private static string TextOf(object value) =>
        value is DateTime time
            ? time.ToString("O", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

internal sealed record RecordedParameter(string Name, SqlDbType Type, byte Scale, int Size, string Text)
{
    public object Value =>
        Type switch
        {
            SqlDbType.Int => int.Parse(Text, CultureInfo.InvariantCulture),
            SqlDbType.UniqueIdentifier => Guid.Parse(Text),
            SqlDbType.DateTime or SqlDbType.DateTime2 or SqlDbType.SmallDateTime => DateTime.Parse(
                Text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind
            ),
            _ => Text,
        };
}
