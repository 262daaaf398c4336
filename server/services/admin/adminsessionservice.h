// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"
#include "common/domain/sessionview.h"
#include "server/services/admin/admincontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

class SessionService;
struct Stores;

//! \brief A page of everybody's sessions, the newest first.
struct SessionPage
{
    std::vector<SessionView> sessions;
    std::optional<SessionId> next; //!< Set if there are older ones: to be passed as "before".
    Timestamp at{}; //!< When it was looked at, which decides what has expired.
};

//! \brief Everybody's sessions: finding them and ending them.
class AdminSessionService
{
public:
    AdminSessionService(AdminContext context, const SessionService &sessions);

    //! \return what \p expression asks for; see sessionFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;

    //! \param limit more than 200 means 200.
    QCoro::Task<Result<SessionPage>> list(Filter filter, int limit,
                                          std::optional<SessionId> before);
    QCoro::Task<Result<qint64>> count(Filter filter);

    //! \return how many active sessions \p filter finds: what revoke() would end now.
    QCoro::Task<Result<qint64>> countActive(Filter filter);
    //! Ends all active sessions that \p filter finds, some hundred to a transaction, each written
    //! down with \p why in the audit log. \return how many those were.
    QCoro::Task<Result<qint64>> revoke(Actor actor, Filter filter, QString why);

private:
    struct Order;
    struct Batch;

    Result<Batch> endNext(Stores &stores, const Order &order) const;

    const AdminContext m_context;
    const SessionService &m_sessions;
};

} // namespace linnet
