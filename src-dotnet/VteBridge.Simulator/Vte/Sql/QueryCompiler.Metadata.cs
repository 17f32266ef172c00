using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private static readonly SqlType SysName = SqlType.NVarChar(128);

    private Typed Global(string name) =>
        name.ToUpperInvariant() switch
        {
            "@@VERSION" => inputs.Session(name, SqlType.NVarChar(300)),
            "@@SERVERNAME" or "@@SERVICENAME" or "@@LANGUAGE" => inputs.Session(name, SysName),
            "@@SPID" => inputs.Session(name, new SqlType(SqlKind.SmallInt)),
            "@@LOCK_TIMEOUT" or "@@ROWCOUNT" or "@@ERROR" or "@@MICROSOFTVERSION" => inputs.Session(name, SqlType.Int),
            _ => throw SqlFaults.NotSupported(name),
        };

    private Typed Parameterless(ParameterlessCallType call) =>
        call == ParameterlessCallType.CurrentTimestamp ? inputs.Session("GETDATE", SqlType.DateTime)
        : call == ParameterlessCallType.SystemUser ? inputs.Session("SUSER_SNAME", SysName)
        : inputs.Session("USER_NAME", SysName);

    /// <summary>Functions that tell about the session, the server and its permissions.</summary>
    private Typed Metadata(string name, Typed[] a)
    {
        switch (name, a.Length)
        {
            case ("SYSDATETIME" or "SYSUTCDATETIME", 0):
                return inputs.Session(name, SqlType.DateTime2);
            case ("SYSDATETIMEOFFSET", 0):
                return inputs.Session(name, new SqlType(SqlKind.DateTimeOffset, Scale: 7));
            case ("GETDATE" or "GETUTCDATE", 0):
                return inputs.Session(name, SqlType.DateTime);
            case (
                "DB_NAME"
                    or "SUSER_SNAME"
                    or "SUSER_NAME"
                    or "USER_NAME"
                    or "SCHEMA_NAME"
                    or "ORIGINAL_LOGIN"
                    or "HOST_NAME"
                    or "APP_NAME",
                0
            ):
                return inputs.Session(name, SysName);
            case ("SERVERPROPERTY" or "CONNECTIONPROPERTY", 1):
                var property = Word(a[0]);
                return inputs.Session($"{name}:{property}", SqlType.Variant(ServerProperties.Kind(property)));
            case ("HAS_PERMS_BY_NAME", 3):
                return inputs.Session($"PERMISSION:{Word(a[1])}:{Word(a[2])}:{Word(a[0])}", SqlType.Int);
            case ("IS_SRVROLEMEMBER" or "IS_MEMBER" or "IS_ROLEMEMBER", 1):
                return inputs.Session($"ROLE:{Word(a[0])}", SqlType.Int);
            case ("SESSION_COUNTER", 1):
                return inputs.Session($"COUNTER:{Word(a[0])}", SqlType.BigInt);
            case ("OBJECT_ID", 1 or 2):
                return inputs.Session($"OBJECT:{Word(a[0])}", SqlType.Int);
            default:
                throw a.Length == 0 || !IsMetadata(name)
                    ? SqlFaults.UnknownFunction(name)
                    : SqlFaults.NotSupported($"{name} with {a.Length} arguments");
        }
    }

    private static bool IsMetadata(string name) =>
        name is "SERVERPROPERTY" or "HAS_PERMS_BY_NAME" or "DB_NAME" or "OBJECT_ID" or "LEN" or "ISNULL";

    /// <summary>A name that has to be a literal or DB_NAME(); empty for NULL.</summary>
    private string Word(Typed argument) =>
        argument.Sql == inputs.Session("DB_NAME", SysName).Sql ? database
        : argument.Constant is not { } constant
            ? throw SqlFaults.NotSupported("a metadata function whose argument is not a literal")
        : constant.IsNull ? ""
        : constant.Text;
}
