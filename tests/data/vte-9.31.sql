-- The reference schema of a VTE 9.31 database: real T-SQL for SQL Server 2012 or later.
-- VTE's own create scripts are not public. Table names are known; a column marked K is known by name,
-- one marked A is assumed. Types, keys and indexes are all assumed: what one would expect of such a database.

CREATE TABLE [dbo].[Products] (
    [Product_GUID] uniqueidentifier NOT NULL,          -- K
    [Name] nvarchar(255) NULL,                         -- A
    [Type] nvarchar(255) NULL,                         -- A
    [Version] nvarchar(255) NULL,                      -- A
    [PartNumber] nvarchar(255) NULL,                   -- A
    [Notes] nvarchar(max) NULL,                        -- A
    CONSTRAINT [PK_Products] PRIMARY KEY CLUSTERED ([Product_GUID])
);
GO
CREATE TABLE [dbo].[Testplans] (
    [Testplan_GUID] uniqueidentifier NOT NULL,         -- K
    [Name] nvarchar(255) NULL,                         -- A
    [Variant] nvarchar(255) NULL,                      -- A
    [IsSystemTest] bit NULL,                           -- A
    [Notes] nvarchar(max) NULL,                        -- A
    CONSTRAINT [PK_Testplans] PRIMARY KEY CLUSTERED ([Testplan_GUID])
);
GO
CREATE TABLE [dbo].[TestplanRevisions] (
    [TestplanRevision_GUID] uniqueidentifier NOT NULL, -- K
    [Testplan_GUID] uniqueidentifier NULL,             -- K
    [Revision] nvarchar(255) NULL,                     -- A
    [FileName] nvarchar(500) NULL,                     -- A
    CONSTRAINT [PK_TestplanRevisions] PRIMARY KEY CLUSTERED ([TestplanRevision_GUID])
);
GO
CREATE TABLE [dbo].[TestSystems] (
    [Testsystem_GUID] uniqueidentifier NOT NULL,       -- K
    [Name] nvarchar(255) NULL,                         -- A
    [Hostname] nvarchar(255) NULL,                     -- A
    [Site] nvarchar(255) NULL,                         -- A
    CONSTRAINT [PK_TestSystems] PRIMARY KEY CLUSTERED ([Testsystem_GUID])
);
GO
CREATE TABLE [dbo].[TestsystemComponents] (
    [TestsystemComponent_GUID] uniqueidentifier NOT NULL, -- A
    [Testsystem_GUID] uniqueidentifier NULL,           -- K
    [Name] nvarchar(255) NULL,                         -- A
    [Type] nvarchar(255) NULL,                         -- A
    [SerialNumber] nvarchar(255) NULL,                 -- A
    [CalibrationDate] datetime NULL,                   -- A
    [CalibrationInterval] int NULL,                    -- A, days
    CONSTRAINT [PK_TestsystemComponents] PRIMARY KEY CLUSTERED ([TestsystemComponent_GUID])
);
GO
CREATE TABLE [dbo].[Users] (
    [User_GUID] uniqueidentifier NOT NULL,             -- K
    [Name] nvarchar(255) NULL,                         -- A
    [Password] nvarchar(255) NULL,                     -- K; never read by anything of ours
    CONSTRAINT [PK_Users] PRIMARY KEY CLUSTERED ([User_GUID])
);
GO
CREATE TABLE [dbo].[UserRegistrations] (
    [User_GUID] uniqueidentifier NOT NULL,             -- K
    [Testsystem_GUID] uniqueidentifier NOT NULL,       -- K
    CONSTRAINT [PK_UserRegistrations] PRIMARY KEY CLUSTERED ([User_GUID], [Testsystem_GUID])
);
GO
CREATE TABLE [dbo].[ProductRegistrations] (
    [ProductRegistration_GUID] uniqueidentifier NOT NULL, -- A
    [Product_GUID] uniqueidentifier NULL,              -- K
    [Testsystem_GUID] uniqueidentifier NULL,           -- K
    [Testplan_GUID] uniqueidentifier NULL,             -- K
    [TestplanRevision_GUID] uniqueidentifier NULL,     -- K
    CONSTRAINT [PK_ProductRegistrations] PRIMARY KEY CLUSTERED ([ProductRegistration_GUID])
);
GO
CREATE TABLE [dbo].[RepairActionCodes] (
    [Code] int NOT NULL,                               -- A
    [Description] nvarchar(255) NULL,                  -- A
    CONSTRAINT [PK_RepairActionCodes] PRIMARY KEY CLUSTERED ([Code])
);
GO
CREATE TABLE [dbo].[RepairFailureCodes] (
    [Code] int NOT NULL,                               -- A
    [Description] nvarchar(255) NULL,                  -- A
    [Category] nvarchar(255) NULL,                     -- A
    CONSTRAINT [PK_RepairFailureCodes] PRIMARY KEY CLUSTERED ([Code])
);
GO
CREATE TABLE [dbo].[UutData] (
    [Uut_GUID] uniqueidentifier NOT NULL,              -- K
    [Serial] nvarchar(255) NULL,                       -- A
    [Revision] nvarchar(255) NULL,                     -- A
    [Batch] nvarchar(255) NULL,                        -- A
    CONSTRAINT [PK_UutData] PRIMARY KEY CLUSTERED ([Uut_GUID])
);
GO
CREATE INDEX [IX_UutData_Serial] ON [dbo].[UutData] ([Serial]);
GO
CREATE TABLE [dbo].[UutHistory] (
    [UutHistory_ID] bigint IDENTITY(1,1) NOT NULL,     -- A
    [Uut_GUID] uniqueidentifier NULL,                  -- K
    [Timestamp] datetime NULL,                         -- A
    [Event] nvarchar(255) NULL,                        -- A
    [OldSerial] nvarchar(255) NULL,                    -- A
    CONSTRAINT [PK_UutHistory] PRIMARY KEY NONCLUSTERED ([UutHistory_ID])
);
GO
CREATE CLUSTERED INDEX [IX_UutHistory_Uut] ON [dbo].[UutHistory] ([Uut_GUID], [Timestamp]);
GO
CREATE TABLE [dbo].[AssemblyData] (
    [AssemblyData_ID] bigint IDENTITY(1,1) NOT NULL,   -- A
    [Uut_GUID] uniqueidentifier NULL,                  -- K, the unit that the part is in
    [PartType] nvarchar(255) NULL,                     -- A
    [PartNumber] nvarchar(255) NULL,                   -- A
    [Serial] nvarchar(255) NULL,                       -- A; a part that is a UUT itself has assemblies of its own
    [Revision] nvarchar(255) NULL,                     -- A
    CONSTRAINT [PK_AssemblyData] PRIMARY KEY NONCLUSTERED ([AssemblyData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_AssemblyData_Uut] ON [dbo].[AssemblyData] ([Uut_GUID]);
GO
CREATE TABLE [dbo].[IndexData] (
    [Index_GUID] uniqueidentifier NOT NULL,            -- K
    [Timestamp] datetime NOT NULL,                     -- K
    [Result] int NULL,                                 -- K
    [ExitCode] int NULL,                               -- K
    [TestTime] real NULL,                              -- K, seconds
    [Uut_GUID] uniqueidentifier NULL,                  -- K
    [Product_GUID] uniqueidentifier NULL,              -- K
    [Testplan_GUID] uniqueidentifier NULL,             -- K
    [TestplanRevision_GUID] uniqueidentifier NULL,     -- K
    [Testsystem_GUID] uniqueidentifier NULL,           -- K
    [User_GUID] uniqueidentifier NULL,                 -- K
    [Hostname] nvarchar(255) NULL,                     -- K
    [Site] nvarchar(255) NULL,                         -- K
    [UserName] nvarchar(255) NULL,                     -- K
    [ProductName] nvarchar(255) NULL,                  -- K
    [TestplanName] nvarchar(255) NULL,                 -- K
    [TestplanVariant] nvarchar(255) NULL,              -- K
    [TestplanRevision] nvarchar(255) NULL,             -- K
    [Info1] nvarchar(max) NULL,                        -- K
    [Info2] nvarchar(max) NULL,                        -- K
    [Info3] nvarchar(max) NULL,                        -- K
    CONSTRAINT [PK_IndexData] PRIMARY KEY NONCLUSTERED ([Index_GUID])
);
GO
CREATE CLUSTERED INDEX [IX_IndexData_Timestamp] ON [dbo].[IndexData] ([Timestamp], [Index_GUID]);
GO
CREATE INDEX [IX_IndexData_Uut] ON [dbo].[IndexData] ([Uut_GUID]);
GO
CREATE TABLE [dbo].[TestDataNumeric] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,       -- A, the order of the rows
    [Index_GUID] uniqueidentifier NOT NULL,            -- K
    [TestStepNumber] int NULL,                         -- K
    [TestName] nvarchar(255) NULL,                     -- K
    [TestDescription] nvarchar(max) NULL,              -- K
    [TestNumber] nvarchar(50) NULL,                    -- K
    [TestUnits] nvarchar(50) NULL,                     -- K
    [TestResult] float NULL,                           -- K
    [TestResultType] int NULL,                         -- K
    [LowLimit] float NULL,                             -- K
    [HighLimit] float NULL,                            -- K
    CONSTRAINT [PK_TestDataNumeric] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataNumeric_Index] ON [dbo].[TestDataNumeric] ([Index_GUID], [TestStepNumber]);
GO
CREATE TABLE [dbo].[TestDataText] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,       -- A, the order of the rows
    [Index_GUID] uniqueidentifier NOT NULL,            -- K
    [TestStepNumber] int NULL,                         -- K
    [TestName] nvarchar(255) NULL,                     -- K
    [TestDescription] nvarchar(max) NULL,              -- K
    [TestNumber] nvarchar(50) NULL,                    -- K
    [TestUnits] nvarchar(50) NULL,                     -- K
    [TestResult] nvarchar(max) NULL,                   -- K
    [TestResultType] int NULL,                         -- K
    CONSTRAINT [PK_TestDataText] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataText_Index] ON [dbo].[TestDataText] ([Index_GUID], [TestStepNumber]);
GO
CREATE TABLE [dbo].[TestDataOther] (
    [TestData_ID] bigint IDENTITY(1,1) NOT NULL,       -- A, the order of the rows
    [Index_GUID] uniqueidentifier NOT NULL,            -- K
    [TestStepNumber] int NULL,                         -- K
    [TestName] nvarchar(255) NULL,                     -- K
    [TestDescription] nvarchar(max) NULL,              -- K
    [TestNumber] nvarchar(50) NULL,                    -- K
    [TestUnits] nvarchar(50) NULL,                     -- K
    [TestResult] varbinary(max) NULL,                  -- K; text or binary
    [TestResultType] int NULL,                         -- K
    CONSTRAINT [PK_TestDataOther] PRIMARY KEY NONCLUSTERED ([TestData_ID])
);
GO
CREATE CLUSTERED INDEX [IX_TestDataOther_Index] ON [dbo].[TestDataOther] ([Index_GUID], [TestStepNumber]);
GO
CREATE TABLE [dbo].[RepairData] (
    [Repair_GUID] uniqueidentifier NOT NULL,           -- A
    [Index_GUID] uniqueidentifier NULL,                -- K
    [Uut_GUID] uniqueidentifier NULL,                  -- A
    [Timestamp] datetime NULL,                         -- A
    [UserName] nvarchar(255) NULL,                     -- A
    [FailureCode] int NULL,                            -- A
    [TestStepNumber] int NULL,                         -- A
    [Comment] nvarchar(max) NULL,                      -- A
    CONSTRAINT [PK_RepairData] PRIMARY KEY NONCLUSTERED ([Repair_GUID])
);
GO
CREATE CLUSTERED INDEX [IX_RepairData_Timestamp] ON [dbo].[RepairData] ([Timestamp], [Repair_GUID]);
GO
CREATE TABLE [dbo].[RepairActions] (
    [RepairAction_ID] bigint IDENTITY(1,1) NOT NULL,   -- A, the order of the rows
    [Repair_GUID] uniqueidentifier NOT NULL,           -- A
    [ActionCode] int NULL,                             -- A
    [Component] nvarchar(255) NULL,                    -- A
    [PartNumber] nvarchar(255) NULL,                   -- A
    [Comment] nvarchar(max) NULL,                      -- A
    [Timestamp] datetime NULL,                         -- A
    CONSTRAINT [PK_RepairActions] PRIMARY KEY NONCLUSTERED ([RepairAction_ID])
);
GO
CREATE CLUSTERED INDEX [IX_RepairActions_Repair] ON [dbo].[RepairActions] ([Repair_GUID]);
GO
CREATE TABLE [dbo].[RepairSyndromes] (
    [Syndrome_GUID] uniqueidentifier NOT NULL,         -- A
    [TestName] nvarchar(255) NULL,                     -- A
    [Description] nvarchar(max) NULL,                  -- A
    CONSTRAINT [PK_RepairSyndromes] PRIMARY KEY CLUSTERED ([Syndrome_GUID])
);
GO
CREATE TABLE [dbo].[RepairSyndromeCauses] (
    [SyndromeCause_ID] bigint IDENTITY(1,1) NOT NULL,  -- A
    [Syndrome_GUID] uniqueidentifier NULL,             -- A
    [FailureCode] int NULL,                            -- A
    [Component] nvarchar(255) NULL,                    -- A
    [Count] int NULL,                                  -- A
    CONSTRAINT [PK_RepairSyndromeCauses] PRIMARY KEY CLUSTERED ([SyndromeCause_ID])
);
GO
