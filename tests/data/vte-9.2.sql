-- A schema as an older VTE (9.2) may have it, as far as VteBridge is concerned; all of it is assumed. Against vte-9.31.sql:
-- the serial lies in IndexData and not in UutData, there is no testplan variant, there are no repair tables, times are
-- datetime2(7), other names of the candidate lists are used, and the tables lie in a schema of their own.

CREATE SCHEMA [vte];
GO
CREATE TABLE [vte].[Products] (
    [Product_GUID] uniqueidentifier NOT NULL,
    [ProductName] nvarchar(255) NULL,
    [ProductType] nvarchar(255) NULL,
    [ProductVersion] nvarchar(255) NULL,
    [ItemNumber] nvarchar(255) NULL,
    [Description] nvarchar(max) NULL,
    CONSTRAINT [PK_Products] PRIMARY KEY CLUSTERED ([Product_GUID])
);
GO
CREATE TABLE [vte].[Testplans] (
    [Testplan_GUID] uniqueidentifier NOT NULL,
    [TestplanName] nvarchar(255) NULL,
    [SystemTest] bit NULL,
    [Notes] nvarchar(max) NULL,
    CONSTRAINT [PK_Testplans] PRIMARY KEY CLUSTERED ([Testplan_GUID])
);
GO
CREATE TABLE [vte].[TestplanRevisions] (
    [TestplanRevision_GUID] uniqueidentifier NOT NULL,
    [Testplan_GUID] uniqueidentifier NULL,
    [TestplanRevision] nvarchar(255) NULL,
    [Path] nvarchar(500) NULL,
    CONSTRAINT [PK_TestplanRevisions] PRIMARY KEY CLUSTERED ([TestplanRevision_GUID])
);
GO
CREATE TABLE [vte].[TestSystems] (
    [Testsystem_GUID] uniqueidentifier NOT NULL,
    [TestsystemName] nvarchar(255) NULL,
    [Hostname] nvarchar(255) NULL,
    [Location] nvarchar(255) NULL,
    CONSTRAINT [PK_TestSystems] PRIMARY KEY CLUSTERED ([Testsystem_GUID])
);
GO
CREATE TABLE [vte].[TestsystemComponents] (
    [TestsystemComponent_GUID] uniqueidentifier NOT NULL,
    [Testsystem_GUID] uniqueidentifier NULL,
    [Name] nvarchar(255) NULL,
    [Type] nvarchar(255) NULL,
    [Serial] nvarchar(255) NULL,
    [CalDate] datetime2(7) NULL,
    [CalInterval] int NULL,
    CONSTRAINT [PK_TestsystemComponents] PRIMARY KEY CLUSTERED ([TestsystemComponent_GUID])
);
GO
CREATE TABLE [vte].[Users] (
    [User_GUID] uniqueidentifier NOT NULL,
    [Login] nvarchar(255) NULL,
    [UserPassword] nvarchar(255) NULL,
    CONSTRAINT [PK_Users] PRIMARY KEY CLUSTERED ([User_GUID])
);
GO
CREATE TABLE [vte].[UserRegistrations] (
    [User_GUID] uniqueidentifier NOT NULL,
    [Testsystem_GUID] uniqueidentifier NOT NULL,
    CONSTRAINT [PK_UserRegistrations] PRIMARY KEY CLUSTERED ([User_GUID], [Testsystem_GUID])
);
GO
CREATE TABLE [vte].[ProductRegistrations] (
    [ProductRegistration_GUID] uniqueidentifier NOT NULL,
    [Product_GUID] uniqueidentifier NULL,
    [Testsystem_GUID] uniqueidentifier NULL,
    [Testplan_GUID] uniqueidentifier NULL,
    [TestplanRevision_GUID] uniqueidentifier NULL,
    CONSTRAINT [PK_ProductRegistrations] PRIMARY KEY CLUSTERED ([ProductRegistration_GUID])
);
GO
CREATE TABLE [vte].[UutData] (
    [Uut_GUID] uniqueidentifier NOT NULL,
    [HwRevision] nvarchar(255) NULL,
    [LotNumber] nvarchar(255) NULL,
    CONSTRAINT [PK_UutData] PRIMARY KEY CLUSTERED ([Uut_GUID])
);
GO
CREATE TABLE [vte].[UutHistory] (
    [UutHistory_ID] bigint IDENTITY(1,1) NOT NULL,
    [Uut_GUID] uniqueidentifier NULL,
    [Timestamp] datetime2(7) NULL,
    [Action] nvarchar(255) NULL,
    [Serial] nvarchar(255) NULL,
    CONSTRAINT [PK_UutHistory] PRIMARY KEY NONCLUSTERED ([UutHistory_ID])
);
GO
CREATE CLUSTERED INDEX [IX_UutHistory_Uut] ON [vte].[UutHistory] ([Uut_GUID], [Timestamp]);
GO
CREATE TABLE [vte].[AssemblyData] (
    [AssemblyData_ID] bigint IDENTITY(1,1) NOT NULL,
    [Uut_GUID] uniqueidentifier NULL,
    [Type] nvarchar(255) NULL,
    [ProductName] nvarchar(255) NULL,
    [SerialNumber] nvarchar(255) NULL,
    [Version] nvarchar(255) NULL,
    CONSTRAINT [PK_AssemblyData] PRIMARY KEY NONCLUSTERED ([AssemblyData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_AssemblyData_Uut] ON [vte].[AssemblyData] ([Uut_GUID]);
GO
CREATE TABLE [vte].[IndexData] (
    [Index_GUID] uniqueidentifier NOT NULL,
    [StartTime] datetime2(7) NOT NULL,
    [TestResult] int NULL,
    [ExitCode] int NULL,
    [TestTime] real NULL,
    [Uut_GUID] uniqueidentifier NULL,
    [SerialNumber] nvarchar(255) NULL,
    [Product_GUID] uniqueidentifier NULL,
    [Testplan_GUID] uniqueidentifier NULL,
    [TestplanRevision_GUID] uniqueidentifier NULL,
    [Testsystem_GUID] uniqueidentifier NULL,
    [User_GUID] uniqueidentifier NULL,
    [Hostname] nvarchar(255) NULL,
    [Site] nvarchar(255) NULL,
    [UserName] nvarchar(255) NULL,
    [ProductName] nvarchar(255) NULL,
    [TestplanName] nvarchar(255) NULL,
    [TestplanRevision] nvarchar(255) NULL,
    [Info1] nvarchar(max) NULL,
    [Info2] nvarchar(max) NULL,
    [Info3] nvarchar(max) NULL,
    CONSTRAINT [PK_IndexData] PRIMARY KEY NONCLUSTERED ([Index_GUID])
);
GO
CREATE CLUSTERED INDEX [IX_IndexData_Timestamp] ON [vte].[IndexData] ([StartTime], [Index_GUID]);
GO
CREATE INDEX [IX_IndexData_Uut] ON [vte].[IndexData] ([Uut_GUID]);
GO
CREATE TABLE [vte].[TestDataNumeric] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,
    [Index_GUID] uniqueidentifier NOT NULL,
    [TestStepNumber] int NULL,
    [StepName] nvarchar(255) NULL,
    [TestDescription] nvarchar(max) NULL,
    [TestNumber] nvarchar(50) NULL,
    [TestUnits] nvarchar(50) NULL,
    [MeasuredValue] float NULL,
    [TestResultType] int NULL,
    [LowerLimit] float NULL,
    [UpperLimit] float NULL,
    CONSTRAINT [PK_TestDataNumeric] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataNumeric_Index] ON [vte].[TestDataNumeric] ([Index_GUID], [TestStepNumber]);
GO
CREATE TABLE [vte].[TestDataText] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,
    [Index_GUID] uniqueidentifier NOT NULL,
    [TestStepNumber] int NULL,
    [StepName] nvarchar(255) NULL,
    [TestDescription] nvarchar(max) NULL,
    [TestNumber] nvarchar(50) NULL,
    [TestUnits] nvarchar(50) NULL,
    [TextResult] nvarchar(max) NULL,
    [TestResultType] int NULL,
    CONSTRAINT [PK_TestDataText] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataText_Index] ON [vte].[TestDataText] ([Index_GUID], [TestStepNumber]);
GO
CREATE TABLE [vte].[TestDataOther] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,
    [Index_GUID] uniqueidentifier NOT NULL,
    [TestStepNumber] int NULL,
    [StepName] nvarchar(255) NULL,
    [TestDescription] nvarchar(max) NULL,
    [TestNumber] nvarchar(50) NULL,
    [TestUnits] nvarchar(50) NULL,
    [OtherData] varbinary(max) NULL,
    [TestResultType] int NULL,
    CONSTRAINT [PK_TestDataOther] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataOther_Index] ON [vte].[TestDataOther] ([Index_GUID], [TestStepNumber]);
GO
