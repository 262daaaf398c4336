// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace linnet {

//! \brief Sends the clients of one I/O thread away when the server goes down: a few at a time, so
//! that not all come back in one moment, and each after the answers that it waits for.
class Farewell
{
public:
    enum class Haste { WhenAnswered, Now };

    //! Sends one client away, unless it is to have answers first. \return whether it has gone.
    using Client = std::function<bool(Haste)>;

    //! \brief How fast that goes.
    struct Pace
    {
        std::chrono::milliseconds spread = std::chrono::seconds(2); //!< For however many there are.
        std::chrono::milliseconds patience = std::chrono::seconds(3); //!< For answers; then all go.
        size_t atOnce = 50; //!< A step takes no fewer, so that a few clients are no matter of time.
    };

    Farewell()
        : Farewell(Pace())
    {}
    explicit Farewell(Pace pace);

    // Before begin():
    void add(Client client) { m_clients.push_back(std::move(client)); }
    //! \p socket has isBusy(), and close() with a reason. It may go by itself before.
    template <typename Socket>
    void add(const std::shared_ptr<Socket> &socket)
    {
        add([weak = std::weak_ptr(socket)](Haste haste) {
            const auto open = weak.lock();
            if (open && open->isBusy() && haste == Haste::WhenAnswered)
                return false;
            if (open)
                open->close(CloseReason::ShuttingDown);
            return true;
        });
    }

    //! Once. The first go before it returns; \p done is told when the last has gone.
    void begin(std::function<void()> done);

private:
    void step();

    const Pace m_pace;
    std::vector<Client> m_clients; //!< Who has not been asked yet.
    std::vector<Client> m_waiting; //!< Who waits for answers.
    size_t m_batch = 0; //!< How many are asked in a step.
    QDeadlineTimer m_patience;
    QTimer m_timer;
    std::function<void()> m_done;
};

} // namespace linnet
