// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/database.h"
#include "tests/support/await.h"

#include <semaphore>

namespace linnet::test {

//! \brief Keeps the writer of a database busy until it goes: what is written meanwhile, in the
//! order in which it is, becomes one commit.
class HeldWriter
{
public:
    explicit HeldWriter(Database &database)
    {
        follow<Result<>>(database.write([this](Stores &) -> Result<> {
            m_begun.release();
            m_end.acquire();
            return {};
        }),
                         m_ended);
        m_begun.acquire();
    }
    ~HeldWriter()
    {
        m_end.release();
        waitFor<Result<>>({m_ended});
    }
    Q_DISABLE_COPY_MOVE(HeldWriter)

private:
    std::binary_semaphore m_begun{0};
    std::binary_semaphore m_end{0};
    const std::shared_ptr<Awaited<Result<>>> m_ended = std::make_shared<Awaited<Result<>>>();
};

} // namespace linnet::test
