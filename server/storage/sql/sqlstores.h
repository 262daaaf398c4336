// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/sql/sqlabsencestore.h"
#include "server/storage/sql/sqlaccountliststore.h"
#include "server/storage/sql/sqlaccountstore.h"
#include "server/storage/sql/sqlauditstore.h"
#include "server/storage/sql/sqlbackupstore.h"
#include "server/storage/sql/sqlblockstore.h"
#include "server/storage/sql/sqlcensusstore.h"
#include "server/storage/sql/sqlcodeattemptstore.h"
#include "server/storage/sql/sqlconversationstore.h"
#include "server/storage/sql/sqlerasurestore.h"
#include "server/storage/sql/sqlexportstore.h"
#include "server/storage/sql/sqlfriendstore.h"
#include "server/storage/sql/sqlgroupliststore.h"
#include "server/storage/sql/sqlhistorystore.h"
#include "server/storage/sql/sqljobliststore.h"
#include "server/storage/sql/sqljobstore.h"
#include "server/storage/sql/sqlmailchoicestore.h"
#include "server/storage/sql/sqlmaillinkstore.h"
#include "server/storage/sql/sqlmedialiststore.h"
#include "server/storage/sql/sqlmediastore.h"
#include "server/storage/sql/sqlmemberstore.h"
#include "server/storage/sql/sqlmergestore.h"
#include "server/storage/sql/sqlmessagestore.h"
#include "server/storage/sql/sqlnotificationstore.h"
#include "server/storage/sql/sqlonetimecodestore.h"
#include "server/storage/sql/sqlpasswordstore.h"
#include "server/storage/sql/sqlrefreshtokenstore.h"
#include "server/storage/sql/sqlreportstore.h"
#include "server/storage/sql/sqlsecondfactorstore.h"
#include "server/storage/sql/sqlsessionliststore.h"
#include "server/storage/sql/sqlsessionstore.h"
#include "server/storage/sql/sqlsettingstore.h"
#include "server/storage/sql/sqlsigninticketstore.h"
#include "server/storage/sql/sqlstaffstore.h"
#include "server/storage/sql/sqlstarstore.h"
#include "server/storage/sql/sqlsuspensionstore.h"
#include "server/storage/sql/sqlsweepstore.h"
#include "server/storage/sql/sqlwebhookstore.h"
#include "server/storage/stores.h"

namespace linnet {

//! \brief All stores over one connection.
class SqlStores
{
public:
    explicit SqlStores(SqlConnection &connection)
        : m_accounts(connection)
        , m_sessions(connection)
        , m_refreshTokens(connection)
        , m_oneTimeCodes(connection)
        , m_passwords(connection)
        , m_mailLinks(connection)
        , m_secondFactors(connection)
        , m_signInTickets(connection)
        , m_conversations(connection)
        , m_members(connection)
        , m_messages(connection)
        , m_history(connection)
        , m_media(connection)
        , m_jobs(connection)
        , m_friends(connection)
        , m_blocks(connection)
        , m_notifications(connection)
        , m_stars(connection)
        , m_staff(connection)
        , m_audit(connection)
        , m_sessionList(connection)
        , m_census(connection)
        , m_accountList(connection)
        , m_suspensions(connection)
        , m_groupList(connection)
        , m_settings(connection)
        , m_backups(connection)
        , m_erasures(connection)
        , m_merges(connection)
        , m_codeAttempts(connection)
        , m_jobList(connection)
        , m_reports(connection)
        , m_webhooks(connection)
        , m_mediaList(connection)
        , m_sweeps(connection)
        , m_exports(connection)
        , m_mailChoices(connection)
        , m_absences(connection)
    {}
    SqlStores(const SqlStores &) = delete;
    SqlStores &operator=(const SqlStores &) = delete;

    Stores &all() { return m_all; }

    //! \return whether jobs were added since this was last asked.
    bool takeAddedJobs() { return m_jobs.takeAdded(); }

private:
    SqlAccountStore m_accounts;
    SqlSessionStore m_sessions;
    SqlRefreshTokenStore m_refreshTokens;
    SqlOneTimeCodeStore m_oneTimeCodes;
    SqlPasswordStore m_passwords;
    SqlMailLinkStore m_mailLinks;
    SqlSecondFactorStore m_secondFactors;
    SqlSignInTicketStore m_signInTickets;
    SqlConversationStore m_conversations;
    SqlMemberStore m_members;
    SqlMessageStore m_messages;
    SqlHistoryStore m_history;
    SqlMediaStore m_media;
    SqlJobStore m_jobs;
    SqlFriendStore m_friends;
    SqlBlockStore m_blocks;
    SqlNotificationStore m_notifications;
    SqlStarStore m_stars;
    SqlStaffStore m_staff;
    SqlAuditStore m_audit;
    SqlSessionListStore m_sessionList;
    SqlCensusStore m_census;
    SqlAccountListStore m_accountList;
    SqlSuspensionStore m_suspensions;
    SqlGroupListStore m_groupList;
    SqlSettingStore m_settings;
    SqlBackupStore m_backups;
    SqlErasureStore m_erasures;
    SqlMergeStore m_merges;
    SqlCodeAttemptStore m_codeAttempts;
    SqlJobListStore m_jobList;
    SqlReportStore m_reports;
    SqlWebhookStore m_webhooks;
    SqlMediaListStore m_mediaList;
    SqlSweepStore m_sweeps;
    SqlExportStore m_exports;
    SqlMailChoiceStore m_mailChoices;
    SqlAbsenceStore m_absences;
    Stores m_all{.accounts = m_accounts,
                 .sessions = m_sessions,
                 .refreshTokens = m_refreshTokens,
                 .oneTimeCodes = m_oneTimeCodes,
                 .passwords = m_passwords,
                 .mailLinks = m_mailLinks,
                 .secondFactors = m_secondFactors,
                 .signInTickets = m_signInTickets,
                 .conversations = m_conversations,
                 .members = m_members,
                 .messages = m_messages,
                 .history = m_history,
                 .media = m_media,
                 .jobs = m_jobs,
                 .friends = m_friends,
                 .blocks = m_blocks,
                 .notifications = m_notifications,
                 .stars = m_stars,
                 .staff = m_staff,
                 .audit = m_audit,
                 .sessionList = m_sessionList,
                 .census = m_census,
                 .accountList = m_accountList,
                 .suspensions = m_suspensions,
                 .groupList = m_groupList,
                 .settings = m_settings,
                 .backups = m_backups,
                 .erasures = m_erasures,
                 .merges = m_merges,
                 .codeAttempts = m_codeAttempts,
                 .jobList = m_jobList,
                 .reports = m_reports,
                 .webhooks = m_webhooks,
                 .mediaList = m_mediaList,
                 .sweeps = m_sweeps,
                 .exports = m_exports,
                 .mailChoices = m_mailChoices,
                 .absences = m_absences};
};

} // namespace linnet
