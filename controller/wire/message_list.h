// Every message of the API, once. The codec, the schema and the golden files are made from this list:
// PERIAPT_ADMIN_MESSAGES(X) calls X(wire::ModelInfo) and so on, in namespace periapt.
#pragma once

#include "wire/cloud_messages.h"
#include "wire/backup_messages.h"
#include "wire/messages.h"
#include "wire/model_defaults_messages.h"
#include "wire/refresh_messages.h"
#include "wire/secret_messages.h"
#include "wire/storage_messages.h"
#include "wire/task_messages.h"

#define PERIAPT_AGENT_MESSAGES(X)                                                                                    \
  X(AgentUpdate)                                                                                                     \
  X(Commit)                                                                                                          \
  X(CommitAnswer)                                                                                                    \
  X(wire::Heartbeat)                                                                                                 \
  X(wire::HeartbeatAnswer)                                                                                           \
  X(wire::UnitStateAnswer)                                                                                           \
  X(wire::LeaderSet)                                                                                                 \
  X(wire::BagAnswer)                                                                                                 \
  X(wire::GoalState)                                                                                                 \
  X(wire::CloudSpec)                                                                                                 \
  X(wire::ApplicationStatusAnswer)                                                                                   \
  X(wire::ReadSecret)                                                                                                \
  X(wire::PendingSecret)                                                                                             \
  X(wire::UnitResource)                                                                                              \
  X(wire::ResourceFetched)                                                                                           \
  X(wire::LogShipment)                                                                                               \
  X(wire::LogAccepted)                                                                                               \
  X(TaskReport)

#define PERIAPT_ADMIN_MESSAGES(X)                                                                                    \
  X(wire::ErrorBody)                                                                                                 \
  X(wire::Empty)                                                                                                     \
  X(wire::ControllerInfo)                                                                                            \
  X(wire::ModelInfo)                                                                                                 \
  X(wire::ModelList)                                                                                                 \
  X(wire::AddModel)                                                                                                  \
  X(wire::DestroyModel)                                                                                              \
  X(wire::ModelConfig)                                                                                               \
  X(wire::SetModelConfig)                                                                                            \
  X(wire::ModelDefaults)                                                                                             \
  X(wire::SetModelDefaults)                                                                                          \
  X(wire::CharmAdded)                                                                                                \
  X(wire::Deploy)                                                                                                    \
  X(wire::Deployed)                                                                                                  \
  X(wire::Refresh)                                                                                                   \
  X(wire::Refreshed)                                                                                                 \
  X(wire::AddUnits)                                                                                                  \
  X(wire::UnitNames)                                                                                                 \
  X(wire::Remove)                                                                                                    \
  X(wire::RemovalPlans)                                                                                              \
  X(wire::ApplicationConfig)                                                                                         \
  X(wire::SetConfig)                                                                                                 \
  X(wire::Relate)                                                                                                    \
  X(wire::Related)                                                                                                   \
  X(wire::RemoveRelation)                                                                                            \
  X(wire::UnitInfo)                                                                                                  \
  X(wire::ApplicationInfo)                                                                                           \
  X(wire::Resolve)                                                                                                   \
  X(wire::ActionList)                                                                                                \
  X(wire::RunAction)                                                                                                 \
  X(wire::RunCommands)                                                                                               \
  X(wire::TaskInfo)                                                                                                  \
  X(wire::OperationInfo)                                                                                             \
  X(wire::OperationList)                                                                                             \
  X(wire::CancelTasks)                                                                                               \
  X(wire::CancelledTasks)                                                                                            \
  X(wire::AddSecret)                                                                                                 \
  X(wire::SecretAdded)                                                                                               \
  X(wire::UpdateSecret)                                                                                              \
  X(wire::RemoveSecret)                                                                                              \
  X(wire::SecretApplications)                                                                                        \
  X(wire::SecretList)                                                                                                \
  X(SecretReport)                                                                                                    \
  X(wire::SecretData)                                                                                                \
  X(StatusReport)                                                                                                    \
  X(wire::LogChunk)                                                                                                  \
  X(wire::ModelChanged)                                                                                              \
  X(wire::CreateBackup)                                                                                              \
  X(wire::BackupInfo)                                                                                                \
  X(wire::StorageList)                                                                                               \
  X(wire::AddStorage)                                                                                                \
  X(wire::StorageIds)                                                                                                \
  X(wire::AttachStorage)                                                                                             \
  X(wire::DetachStorage)                                                                                             \
  X(wire::RemoveStorage)                                                                                             \
  X(wire::StorageResults)                                                                                            \
  X(wire::StoragePools)                                                                                              \
  X(wire::CreateStoragePool)                                                                                         \
  X(wire::UpdateStoragePool)                                                                                         \
  X(wire::RemoveStoragePool)                                                                                         \
  X(ResourceFile)                                                                                                    \
  X(wire::AttachResource)                                                                                            \
  X(wire::ResourceList)
