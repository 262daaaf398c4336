// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/absencestore.h"
#include "server/storage/accountliststore.h"
#include "server/storage/accountstore.h"
#include "server/storage/auditstore.h"
#include "server/storage/backupstore.h"
#include "server/storage/blockstore.h"
#include "server/storage/censusstore.h"
#include "server/storage/codeattemptstore.h"
#include "server/storage/conversationstore.h"
#include "server/storage/erasurestore.h"
#include "server/storage/exportstore.h"
#include "server/storage/friendstore.h"
#include "server/storage/groupliststore.h"
#include "server/storage/historystore.h"
#include "server/storage/jobliststore.h"
#include "server/storage/jobstore.h"
#include "server/storage/mailchoicestore.h"
#include "server/storage/maillinkstore.h"
#include "server/storage/medialiststore.h"
#include "server/storage/mediastore.h"
#include "server/storage/memberstore.h"
#include "server/storage/mergestore.h"
#include "server/storage/messagestore.h"
#include "server/storage/notificationstore.h"
#include "server/storage/onetimecodestore.h"
#include "server/storage/passwordstore.h"
#include "server/storage/refreshtokenstore.h"
#include "server/storage/reportstore.h"
#include "server/storage/secondfactorstore.h"
#include "server/storage/sessionliststore.h"
#include "server/storage/sessionstore.h"
#include "server/storage/settingstore.h"
#include "server/storage/signinticketstore.h"
#include "server/storage/staffstore.h"
#include "server/storage/starstore.h"
#include "server/storage/suspensionstore.h"
#include "server/storage/sweepstore.h"
#include "server/storage/webhookstore.h"

namespace linnet {

//! \brief The stores, bound to one open transaction.
struct Stores
{
    AccountStore &accounts;
    SessionStore &sessions;
    RefreshTokenStore &refreshTokens;
    OneTimeCodeStore &oneTimeCodes;
    PasswordStore &passwords;
    MailLinkStore &mailLinks;
    SecondFactorStore &secondFactors;
    SignInTicketStore &signInTickets;
    ConversationStore &conversations;
    MemberStore &members;
    MessageStore &messages;
    HistoryStore &history;
    MediaStore &media;
    JobStore &jobs;
    FriendStore &friends;
    BlockStore &blocks;
    NotificationStore &notifications;
    StarStore &stars;
    StaffStore &staff;
    AuditStore &audit;
    SessionListStore &sessionList;
    CensusStore &census;
    AccountListStore &accountList;
    SuspensionStore &suspensions;
    GroupListStore &groupList;
    SettingStore &settings;
    BackupStore &backups;
    ErasureStore &erasures;
    MergeStore &merges;
    CodeAttemptStore &codeAttempts;
    JobListStore &jobList;
    ReportStore &reports;
    WebhookStore &webhooks;
    MediaListStore &mediaList;
    SweepStore &sweeps;
    ExportStore &exports;
    MailChoiceStore &mailChoices;
    AbsenceStore &absences;
};

} // namespace linnet
