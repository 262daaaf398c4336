// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/report.h"
#include "server/services/chat/chatcontext.h"

#include <QCoroTask>

namespace linnet {

struct Stores;

//! \brief What somebody wants to be looked at, and why.
struct Complaint
{
    UserId reporter;
    Report::Kind kind = Report::Kind::Message;
    qint64 subject = 0; //!< The id of what is reported.
    QString reason; //!< One of reportReasons().
    QString text = {};
};

//! \brief A report, and whether it is new.
struct FiledReport
{
    Report report;
    bool isNew = true; //!< false: they had reported it, and it is not settled.
};

//! \brief Telling those who run the server of messages, people and groups.
//!
//! What was reported is kept as it was then, whatever becomes of it. Nobody else hears of a report.
class ReportService
{
public:
    static constexpr int MostTextCodePoints = 2'000;
    static constexpr int MostUnsettled = 100; //!< Of one person.

    explicit ReportService(ChatContext context);

    //! \return NotFound for what the reporter cannot see; InvalidInput for what is their own or a
    //! line of the system; Conflict ("too_many_reports") while MostUnsettled of theirs wait.
    QCoro::Task<Result<FiledReport>> file(Complaint complaint);

private:
    Result<FiledReport> store(Stores &stores, const Complaint &complaint) const;

    const ChatContext m_context;
};

} // namespace linnet
