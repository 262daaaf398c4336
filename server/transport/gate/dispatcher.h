// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/gate/gate.h"
#include "server/transport/gate/metrics.h"

namespace linnet {

//! \brief The one way to a handler, whichever wire a call came in on.
//!
//! Judges access and rate, validates, runs the handler, counts and logs. Safe from any thread that
//! has a Mailbox; a call stays on the thread it began on.
class Dispatcher
{
public:
    using Done = std::function<void(Result<Answer>)>;

    //! Both outlive the dispatcher.
    Dispatcher(Gate &gate, Metrics &metrics)
        : m_gate(gate)
        , m_metrics(metrics)
    {}

    //! Serves \p call and then calls \p done, on the same thread, perhaps before it returns.
    //! \p done checks for itself whether what it answers is still there.
    void start(const EndpointRow &row, Call call, Done done);

    //! Counts and logs a call that was refused before it could be dispatched.
    void refuse(const EndpointRow &row, const QByteArray &requestId, const Error &error);

    //! \p row outlives the task. Never throws: what a handler throws becomes an Internal error.
    QCoro::Task<Result<Answer>> dispatch(const EndpointRow *row, Call call);

private:
    QCoro::Task<> run(const EndpointRow *row, Call call, Done done);
    QCoro::Task<Result<Answer>> serve(const EndpointRow *row, Call call);

    Gate &m_gate;
    Metrics &m_metrics;
};

} // namespace linnet
