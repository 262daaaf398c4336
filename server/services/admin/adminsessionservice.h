// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/audit.h"
#include "common/domain/opensockets.h"
#include "common/domain/sessionorder.h"
#include "server/services/admin/admincontext.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

class SessionService;
class SocketCensus;
struct Stores;

//! \brief Which page of everybody's sessions.
struct SessionRequest
{
    Filter filter = {};
    SessionOrder order = {};
    std::optional<SessionPlace> after = {}; //!< SessionPage::next of the page before.
    int limit = 50; //!< More than 200 means 200.
};

//! \brief A page of everybody's sessions.
struct SessionPage
{
    std::vector<SessionView> sessions;
    std::optional<SessionPlace> next; //!< Set if there are more.
    Timestamp at{}; //!< When it was looked at, which decides what has expired.
    int node = 0; //!< That was asked, and has the sockets.
    SessionSockets sockets = {}; //!< Of those that have any open at the moment.
};

//! \brief How many sessions a revocation ends, or has ended.
struct RevocationCount
{
    qint64 count = 0;
    qint64 leftOut = 0; //!< Of accounts that may do more than who asks: those stay.
};

//! \brief Everybody's sessions: finding them and ending them.
class AdminSessionService
{
public:
    //! All outlive the service.
    AdminSessionService(AdminContext context, const SessionService &sessions,
                        const SocketCensus &sockets);

    Timestamp now() const { return m_context.clock.now(); }

    //! \return what \p expression asks for; see sessionFields(). An error as of parseFilter().
    //! \param asOf what relative times count from.
    static Result<Filter> parse(const QString &expression, Timestamp asOf);

    QCoro::Task<Result<SessionPage>> list(SessionRequest request);
    QCoro::Task<Result<qint64>> count(Filter filter);

    //! \return how many sessions \p filter finds that are active and were opened at \p asOf or
    //! before: what revoke() would end now. Forbidden ("outranked") if there are some, and all of
    //! them are left out.
    QCoro::Task<Result<RevocationCount>> countActive(Actor actor, Filter filter, Timestamp asOf);
    //! Ends what countActive() counts for the same moment and no session that was opened later,
    //! some hundred to a transaction, each written down with \p why in the audit log.
    //! \return how many those were. Errors: as countActive(); one that comes in the middle says in
    //! its message how many were ended before it, and the same call again ends the rest.
    QCoro::Task<Result<RevocationCount>> revoke(Actor actor, Filter filter, Timestamp asOf,
                                                QString why);

private:
    struct Order;
    struct Batch;

    Result<Batch> endNext(Stores &stores, const Order &order) const;

    const AdminContext m_context;
    const SessionService &m_sessions;
    const SocketCensus &m_sockets;
};

} // namespace linnet
