namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The types of T-SQL in the order of their precedence, lowest first: of two operands the higher one's type wins.</summary>
internal enum SqlKind : byte
{
    Null,
    Binary,
    VarBinary,
    Char,
    VarChar,
    NChar,
    NVarChar,
    UniqueIdentifier,
    Image,
    Text,
    NText,
    Bit,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    SmallMoney,
    Money,
    Decimal,
    Real,
    Float,
    Time,
    Date,
    SmallDateTime,
    DateTime,
    DateTime2,
    DateTimeOffset,
    Variant,
}
