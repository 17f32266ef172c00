-- A site that named its columns itself: none of the names is in a candidate list, so that it needs the overrides in
-- vte-custom.overrides.json. Start times are datetime2(3), calibration dates smalldatetime.

CREATE SCHEMA [plant];
GO
CREATE TABLE [plant].[Products] (
    [ItemKey] uniqueidentifier NOT NULL,
    [ItemText] nvarchar(255) NULL,
    [ItemClass] nvarchar(255) NULL,
    [ItemState] nvarchar(255) NULL,
    [ArticleNo] nvarchar(255) NULL,
    [Remark] nvarchar(max) NULL,
    CONSTRAINT [PK_Products] PRIMARY KEY CLUSTERED ([ItemKey])
);
GO
CREATE TABLE [plant].[Testplans] (
    [PlanKey] uniqueidentifier NOT NULL,
    [PlanText] nvarchar(255) NULL,
    [PlanOption] nvarchar(255) NULL,
    [ForTester] bit NULL,
    [Remark] nvarchar(max) NULL,
    CONSTRAINT [PK_Testplans] PRIMARY KEY CLUSTERED ([PlanKey])
);
GO
CREATE TABLE [plant].[TestplanRevisions] (
    [PlanIssueKey] uniqueidentifier NOT NULL,
    [PlanKey] uniqueidentifier NULL,
    [PlanIssue] nvarchar(255) NULL,
    [StoredIn] nvarchar(500) NULL,
    CONSTRAINT [PK_TestplanRevisions] PRIMARY KEY CLUSTERED ([PlanIssueKey])
);
GO
CREATE TABLE [plant].[TestSystems] (
    [StationKey] uniqueidentifier NOT NULL,
    [StationText] nvarchar(255) NULL,
    [PcName] nvarchar(255) NULL,
    [Plant] nvarchar(255) NULL,
    CONSTRAINT [PK_TestSystems] PRIMARY KEY CLUSTERED ([StationKey])
);
GO
CREATE TABLE [plant].[TestsystemComponents] (
    [TestsystemComponent_GUID] uniqueidentifier NOT NULL,
    [StationKey] uniqueidentifier NULL,
    [DeviceText] nvarchar(255) NULL,
    [DeviceClass] nvarchar(255) NULL,
    [DeviceNo] nvarchar(255) NULL,
    [CheckedOn] smalldatetime NULL,
    [CheckEveryDays] int NULL,
    CONSTRAINT [PK_TestsystemComponents] PRIMARY KEY CLUSTERED ([TestsystemComponent_GUID])
);
GO
CREATE TABLE [plant].[Users] (
    [OperatorKey] uniqueidentifier NOT NULL,
    [OperatorText] nvarchar(255) NULL,
    [Secret] nvarchar(255) NULL,
    CONSTRAINT [PK_Users] PRIMARY KEY CLUSTERED ([OperatorKey])
);
GO
CREATE TABLE [plant].[UserRegistrations] (
    [OperatorKey] uniqueidentifier NOT NULL,
    [StationKey] uniqueidentifier NOT NULL,
    CONSTRAINT [PK_UserRegistrations] PRIMARY KEY CLUSTERED ([OperatorKey], [StationKey])
);
GO
CREATE TABLE [plant].[ProductRegistrations] (
    [ProductRegistration_GUID] uniqueidentifier NOT NULL,
    [ItemKey] uniqueidentifier NULL,
    [StationKey] uniqueidentifier NULL,
    [PlanKey] uniqueidentifier NULL,
    [PlanIssueKey] uniqueidentifier NULL,
    CONSTRAINT [PK_ProductRegistrations] PRIMARY KEY CLUSTERED ([ProductRegistration_GUID])
);
GO
CREATE TABLE [plant].[RepairActionCodes] (
    [MeasureNo] int NOT NULL,
    [MeasureText] nvarchar(255) NULL,
    CONSTRAINT [PK_RepairActionCodes] PRIMARY KEY CLUSTERED ([MeasureNo])
);
GO
CREATE TABLE [plant].[RepairFailureCodes] (
    [FaultNo] int NOT NULL,
    [FaultText] nvarchar(255) NULL,
    [FaultClass] nvarchar(255) NULL,
    CONSTRAINT [PK_RepairFailureCodes] PRIMARY KEY CLUSTERED ([FaultNo])
);
GO
CREATE TABLE [plant].[UutData] (
    [UnitKey] uniqueidentifier NOT NULL,
    [UnitNo] nvarchar(255) NULL,
    [BuildState] nvarchar(255) NULL,
    [ChargeNo] nvarchar(255) NULL,
    CONSTRAINT [PK_UutData] PRIMARY KEY CLUSTERED ([UnitKey])
);
GO
CREATE INDEX [IX_UutData_Serial] ON [plant].[UutData] ([UnitNo]);
GO
CREATE TABLE [plant].[UutHistory] (
    [UutHistory_ID] bigint IDENTITY(1,1) NOT NULL,
    [UnitKey] uniqueidentifier NULL,
    [HappenedAt] datetime2(3) NULL,
    [What] nvarchar(255) NULL,
    [FormerUnitNo] nvarchar(255) NULL,
    CONSTRAINT [PK_UutHistory] PRIMARY KEY NONCLUSTERED ([UutHistory_ID])
);
GO
CREATE CLUSTERED INDEX [IX_UutHistory_Uut] ON [plant].[UutHistory] ([UnitKey], [HappenedAt]);
GO
CREATE TABLE [plant].[AssemblyData] (
    [AssemblyData_ID] bigint IDENTITY(1,1) NOT NULL,
    [UnitKey] uniqueidentifier NULL,
    [ItemClass] nvarchar(255) NULL,
    [ArticleNo] nvarchar(255) NULL,
    [UnitNo] nvarchar(255) NULL,
    [BuildState] nvarchar(255) NULL,
    CONSTRAINT [PK_AssemblyData] PRIMARY KEY NONCLUSTERED ([AssemblyData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_AssemblyData_Uut] ON [plant].[AssemblyData] ([UnitKey]);
GO
CREATE TABLE [plant].[IndexData] (
    [RunKey] uniqueidentifier NOT NULL,
    [StartedAt] datetime2(3) NOT NULL,
    [Verdict] int NULL,
    [EndState] int NULL,
    [DurationSeconds] real NULL,
    [UnitKey] uniqueidentifier NULL,
    [ItemKey] uniqueidentifier NULL,
    [PlanKey] uniqueidentifier NULL,
    [PlanIssueKey] uniqueidentifier NULL,
    [StationKey] uniqueidentifier NULL,
    [OperatorKey] uniqueidentifier NULL,
    [PcName] nvarchar(255) NULL,
    [Plant] nvarchar(255) NULL,
    [OperatorText] nvarchar(255) NULL,
    [ItemText] nvarchar(255) NULL,
    [PlanText] nvarchar(255) NULL,
    [PlanOption] nvarchar(255) NULL,
    [PlanIssue] nvarchar(255) NULL,
    [WorkOrder] nvarchar(max) NULL,
    [Fixture] nvarchar(max) NULL,
    [Remark] nvarchar(max) NULL,
    CONSTRAINT [PK_IndexData] PRIMARY KEY NONCLUSTERED ([RunKey])
);
GO
CREATE CLUSTERED INDEX [IX_IndexData_Timestamp] ON [plant].[IndexData] ([StartedAt], [RunKey]);
GO
CREATE INDEX [IX_IndexData_Uut] ON [plant].[IndexData] ([UnitKey]);
GO
CREATE TABLE [plant].[TestDataNumeric] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,
    [RunKey] uniqueidentifier NOT NULL,
    [Seq] int NULL,
    [Caption] nvarchar(255) NULL,
    [Remark] nvarchar(max) NULL,
    [Ref] nvarchar(50) NULL,
    [Dimension] nvarchar(50) NULL,
    [Reading] float NULL,
    [Grade] int NULL,
    [FloorValue] float NULL,
    [CeilingValue] float NULL,
    CONSTRAINT [PK_TestDataNumeric] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataNumeric_Index] ON [plant].[TestDataNumeric] ([RunKey], [Seq]);
GO
CREATE TABLE [plant].[TestDataText] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,
    [RunKey] uniqueidentifier NOT NULL,
    [Seq] int NULL,
    [Caption] nvarchar(255) NULL,
    [Remark] nvarchar(max) NULL,
    [Ref] nvarchar(50) NULL,
    [Dimension] nvarchar(50) NULL,
    [Wording] nvarchar(max) NULL,
    [Grade] int NULL,
    CONSTRAINT [PK_TestDataText] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataText_Index] ON [plant].[TestDataText] ([RunKey], [Seq]);
GO
CREATE TABLE [plant].[TestDataOther] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,
    [RunKey] uniqueidentifier NOT NULL,
    [Seq] int NULL,
    [Caption] nvarchar(255) NULL,
    [Remark] nvarchar(max) NULL,
    [Ref] nvarchar(50) NULL,
    [Dimension] nvarchar(50) NULL,
    [Payload] varbinary(max) NULL,
    [Grade] int NULL,
    CONSTRAINT [PK_TestDataOther] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataOther_Index] ON [plant].[TestDataOther] ([RunKey], [Seq]);
GO
CREATE TABLE [plant].[RepairData] (
    [FixKey] uniqueidentifier NOT NULL,
    [RunKey] uniqueidentifier NULL,
    [UnitKey] uniqueidentifier NULL,
    [FixedAt] datetime2(3) NULL,
    [OperatorText] nvarchar(255) NULL,
    [FaultNo] int NULL,
    [AtSeq] int NULL,
    [Remark] nvarchar(max) NULL,
    CONSTRAINT [PK_RepairData] PRIMARY KEY NONCLUSTERED ([FixKey])
);
GO
CREATE CLUSTERED INDEX [IX_RepairData_Timestamp] ON [plant].[RepairData] ([FixedAt], [FixKey]);
GO
CREATE TABLE [plant].[RepairActions] (
    [RepairAction_ID] bigint IDENTITY(1,1) NOT NULL,
    [FixKey] uniqueidentifier NOT NULL,
    [MeasureNo] int NULL,
    [Place] nvarchar(255) NULL,
    [ArticleNo] nvarchar(255) NULL,
    [Remark] nvarchar(max) NULL,
    [DoneAt] datetime2(3) NULL,
    CONSTRAINT [PK_RepairActions] PRIMARY KEY NONCLUSTERED ([RepairAction_ID])
);
GO
CREATE CLUSTERED INDEX [IX_RepairActions_Repair] ON [plant].[RepairActions] ([FixKey]);
GO
CREATE TABLE [plant].[RepairSyndromes] (
    [PatternKey] uniqueidentifier NOT NULL,
    [Caption] nvarchar(255) NULL,
    [Remark] nvarchar(max) NULL,
    CONSTRAINT [PK_RepairSyndromes] PRIMARY KEY CLUSTERED ([PatternKey])
);
GO
CREATE TABLE [plant].[RepairSyndromeCauses] (
    [SyndromeCause_ID] bigint IDENTITY(1,1) NOT NULL,
    [PatternKey] uniqueidentifier NULL,
    [FaultNo] int NULL,
    [Place] nvarchar(255) NULL,
    [Cases] int NULL,
    CONSTRAINT [PK_RepairSyndromeCauses] PRIMARY KEY CLUSTERED ([SyndromeCause_ID])
);
GO
