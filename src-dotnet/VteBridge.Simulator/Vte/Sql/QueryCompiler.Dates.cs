using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private Typed DateFunction(string name, IList<ScalarExpression> parameters, Scope scope)
    {
        if (parameters is not [IdentifierLiteral partName, ..])
            throw new SqlFault(1023, $"Invalid parameter 1 specified for {name.ToLowerInvariant()}.", 15);
        var part = DateParts.Parse(partName.Value);
        var a = parameters.Skip(1).Select(parameter => Expression(parameter, scope)).ToArray();
        switch (name, a.Length)
        {
            case ("DATEADD", 2):
                var moment = Moment(a[1]);
                return new Typed(
                    $"tsql_dateadd({(int)part}, {Convert(a[0], SqlType.BigInt).Sql}, {moment.Sql}, {moment.Type.Packed})",
                    moment.Type
                );
            case ("DATEDIFF", 2):
                var (start, end) = (Moment(a[0]), Moment(a[1]));
                return new Typed(
                    $"tsql_datediff({(int)part}, {start.Sql}, {start.Type.Packed}, {end.Sql}, {end.Type.Packed})",
                    SqlType.Int
                );
            case ("DATEPART", 1):
                return Part(part, a[0]);
            default:
                throw SqlFaults.NotSupported($"{name} with {parameters.Count} arguments");
        }
    }

    private Typed Part(DatePart part, Typed value)
    {
        var moment = Moment(value);
        return new Typed($"tsql_datepart({(int)part}, {moment.Sql}, {moment.Type.Packed})", SqlType.Int);
    }

    /// <summary>A text stands for a datetime here.</summary>
    private Typed Moment(Typed value) =>
        value.Type.IsTemporal ? value
        : value.Type.IsText || value.Type.Kind == SqlKind.Null ? Convert(value, SqlType.DateTime)
        : throw SqlFaults.OperandClash(value.Type, SqlType.DateTime);
}
